"""Who has signed a text, who is missing, and what does not count, for the terminal and as data."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text as Styled

from medlofte.message import Message, say
from medlofte.model.approval import Approval, Judged, Seat, Standing, Text
from medlofte.model.signoff import Method
from medlofte.view.catalog import Catalog
from medlofte.view.paper import Paper
from medlofte.view.signers import MEANS, signer_line
from medlofte.view.values import one_line

_SIGNS = {Standing.APPROVED: "+", Standing.DECLINED: "-"}
_STYLES = {Standing.APPROVED: "green", Standing.DECLINED: "red"}

#: What became of the text since a sign-off that is for another one, by the digest it names.
Since = Mapping[str, Message]


def render(
    text: Text,
    approval: Approval,
    state: Message,
    code: str,
    since: Since,
    words: Catalog,
    *,
    width: int,
    colour: bool,
) -> str:
    """Everybody who is to sign, each with what is known; then what is in the way."""
    paper = Paper(width, colour=colour)
    head = Styled(f"{text.name} r{text.number}", style="bold")
    paper.apart(head, Styled(words.say(state)))
    paper.put(words.say(say("control code: {code}", code=code)), indent=2, hang=4)
    if text.supersedes in since:
        released = say("r{number}: {what}", number=text.number - 1, what=since[text.supersedes])
        paper.put(words.say(released), indent=2, hang=4)
    for seat in approval.seats:
        _put_seat(paper, seat, since, words)
    for item in approval.stray:
        _put_problem(paper, item, since, words, indent=2)
    for obstacle in approval.obstacles:
        paper.put(Styled(f"! {words.say(obstacle)}", style="red"), indent=1, hang=2)
    return paper.text()


def _put_seat(paper: Paper, seat: Seat, since: Since, words: Catalog) -> None:
    who = one_line(", ".join(part for part in (seat.signatory.name, seat.signatory.office) if part))
    label = f"{one_line(seat.party_name)}: {who or one_line(seat.signatory.party)}"
    judged = seat.judged
    sign = _SIGNS[judged.standing] if judged else "?"
    style = _STYLES[judged.standing] if judged else "magenta"
    paper.apart(
        Styled(f"{sign} {label}", style=style), Styled(words.say(_word(judged)), style=style), indent=1
    )
    if judged is not None and judged.signer is not None:
        _put_decision(paper, judged, words)
    for item in seat.problems:
        _put_problem(paper, item, since, words, indent=4)


def _word(judged: Judged | None) -> Message:
    if judged is None or judged.signer is None:
        return say("missing")
    if judged.standing is Standing.DECLINED:
        return say("declined")
    if judged.signer.method is Method.NOTED:
        return MEANS[Method.NOTED]
    return say("signed {means}", means=MEANS[judged.signer.method])


def _put_decision(paper: Paper, judged: Judged, words: Catalog) -> None:
    signer, signoff = judged.signer, judged.held.signoff
    if signer is None or signoff is None:
        return
    if judged.standing is Standing.DECLINED:
        paper.put(words.say(say("reason: {reason}", reason=one_line(signoff.reason))), indent=4, hang=2)
    else:
        paper.put(signer_line(signer, words), indent=4, hang=2)
    if signer.method is Method.KEY:
        paper.put(Styled(signer.key, style="dim"), indent=4, hang=2)


def _put_problem(paper: Paper, item: Judged, since: Since, words: Catalog, *, indent: int) -> None:
    for said in _problem(item, since):
        paper.put(f"- {words.say(said)}", indent=indent, hang=2)


def _problem(item: Judged, since: Since) -> Iterator[Message]:
    why = item.why or say("it does not count")
    yield say("{file} does not count: {why}", file=item.held.path, why=why)
    signoff = item.held.signoff
    if item.standing is Standing.OTHER_TEXT and signoff is not None and signoff.text_sha256 in since:
        yield since[signoff.text_sha256]


def as_data(
    text: Text, approval: Approval, stage: str, code: str, since: Since, words: Catalog
) -> dict[str, Any]:
    """The same for programs."""
    return {
        "schema": "medlofte/sign-off-status@1",
        "agreement": text.name,
        "release": text.number,
        "stage": stage,
        "text_sha256": text.sha256,
        "control_code": code,
        "since_release": words.say(since[text.supersedes]) if text.supersedes in since else "",
        "complete": approval.complete,
        "recorded": approval.recorded,
        "seats": [_seat_data(seat, since, words) for seat in approval.seats],
        "stray": [_problem_data(item, since, words) for item in approval.stray],
        "obstacles": [words.say(obstacle) for obstacle in (*approval.missing, *approval.obstacles)],
    }


def _seat_data(seat: Seat, since: Since, words: Catalog) -> dict[str, Any]:
    return {
        "party": seat.signatory.party,
        "person": seat.signatory.person,
        "name": seat.signatory.name,
        "office": seat.signatory.office,
        "standing": seat.judged.standing.value if seat.judged else "missing",
        "signer": seat.judged.signer if seat.judged else None,
        "problems": [_problem_data(item, since, words) for item in seat.problems],
    }


def _problem_data(item: Judged, since: Since, words: Catalog) -> dict[str, Any]:
    why = [words.say(said) for said in _problem(item, since)]
    return {"file": item.held.path, "standing": item.standing.value, "why": why}
