"""The changelog of a series as Markdown: the same bytes for the same records."""

import re
from collections.abc import Iterable, Iterator, Mapping

from medlofte.message import Message, say, say_n
from medlofte.model.change import Change, ChangeKind, RowFate
from medlofte.model.changelog import Changelog, Entry, GroupKind, Item, ItemGroup
from medlofte.model.record import Kind
from medlofte.view import changelog_figures as figures
from medlofte.view import changelog_frame as frame
from medlofte.view import changelog_phrases as phrase
from medlofte.view import told
from medlofte.view.catalog import Catalog, visible
from medlofte.view.labels import FATES
from medlofte.view.phrases import period, signatory
from medlofte.view.signers import signer_phrase

_TITLES: Mapping[Kind, Message] = {
    Kind.FRAME: say("Changelog of collaboration agreements"),
    Kind.PLAN: say("Changelog of plans"),
    Kind.PLEDGES: say("Changelog of citizen pledges"),
}
_HEADINGS: Mapping[GroupKind, Message] = {
    GroupKind.BEGINNING: say("The first pledges"),
    GroupKind.NEW: say("New"),
    GroupKind.CHANGED: say("Changed"),
    GroupKind.REWORDED: say("Kept, reworded"),
    GroupKind.MERGED_OR_SPLIT: say("Merged or split"),
    GroupKind.MOVED: say("Moved"),
    GroupKind.FULFILLED: say("Fulfilled"),
    GroupKind.DROPPED: say("Dropped"),
    GroupKind.UNDECIDED: say("Not decided yet"),
    GroupKind.UNKNOWN: say("Fate unknown"),
    GroupKind.UNCHANGED: say("Unchanged"),
}
#: Where a reason is owed: its absence is shown.
_STAYED = frozenset({GroupKind.CHANGED, GroupKind.REWORDED})
_OWED = frozenset({GroupKind.CHANGED, GroupKind.DROPPED, GroupKind.MOVED})
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9./@-]*\Z")
_SIGN = re.compile(r"[\\`*_\[\]<>&|~#$]")
_HTML = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
#: What turns the beginning of a line into a list, a rule or a heading.
_LEAD = re.compile(r"(\d{0,9})([-+=.)])")


def render(changelog: Changelog, words: Catalog, *, series: str) -> str:
    """The whole changelog, newest period first.

    Args:
        changelog: What to show.
        words: The catalogue of the documents' language.
        series: The name of the series.
    """
    lines = [f"# {words.say(_TITLES[changelog.kind])}: {escape(changelog.place or series)}", ""]
    lines += [f"{words.say(say('Series'))}: {_code(series)}. {words.say(say('Newest period first.'))}", ""]
    for entry in changelog.entries:
        lines += _entry(entry, words)
    return "\n".join(lines).rstrip("\n") + "\n"


def escape(text: str) -> str:
    """Text from a file as part of one line that Markdown and HTML show as it is."""
    line = " ".join(visible(text).split())
    return _SIGN.sub(lambda hit: _HTML.get(hit[0]) or "\\" + hit[0], line)


def _opening(text: str) -> str:
    """The same where the text opens a paragraph or a list item."""
    line = escape(text)
    lead = _LEAD.match(line)
    return f"{lead[1]}\\{line[lead.start(2) :]}" if lead else line


def _code(name: str) -> str:
    return f"`{name}`" if _ID.match(name) else escape(name)


def _entry(entry: Entry, words: Catalog) -> Iterator[str]:
    release = f" r{entry.signing.release}" if entry.signing and entry.signing.release else ""
    yield f"## {escape(entry.document)}{release} ({escape(period(entry.validity, words))})"
    yield ""
    yield _opening(entry.title)
    yield ""
    for fact in _facts(entry, words):
        yield f"- {fact}"
    yield ""
    for group in entry.groups:
        yield f"### {words.say(_heading(group, entry))}"
        yield ""
        if group.kind is GroupKind.UNKNOWN:
            yield words.say(say("It cannot be told what became of these; that is not the same as dropped."))
            yield ""
        yield from _group(group, entry, words)
        yield ""
    if not entry.groups:
        yield words.say(_nothing(entry))
        yield ""
    yield from _frame(entry, words)


def _nothing(entry: Entry) -> Message:
    if entry.kind is Kind.FRAME and not entry.incomplete:
        return say("The document is a frame agreement and holds no pledges.")
    return say("No pledges are known.")


def _frame(entry: Entry, words: Catalog) -> Iterator[str]:
    """What changed in a document that holds no pledges."""
    lines = list(frame.told(entry, words))
    if lines:
        yield f"### {words.say(say('Areas, parties and signatories'))}"
        yield ""
        yield from (f"- {_opening(line)}" for line in lines)
        yield ""


def _heading(group: ItemGroup, entry: Entry) -> Message:
    if group.kind is GroupKind.BEGINNING and entry.of_missing:
        return say("Pledges")
    return _HEADINGS[group.kind]


def _facts(entry: Entry, words: Catalog) -> Iterator[str]:
    if entry.retold:
        yield words.say(say("Retold from other sources: this is not the signed text."))
    if entry.incomplete:
        yield words.say(say("The list of pledges is not known as a whole."))
    yield from _before(entry, words)
    if entry.gap:
        yield escape(words.say(say("Time between: {gap}", gap=entry.gap)))
    yield from map(escape, _signed(entry, words))
    for item in entry.amendment:
        facts = {"day": item.date.isoformat(), "reason": item.reason.rstrip("."), "text": item.text}
        yield escape(words.say(say("Amended {day}: {reason}. {text}", **facts))).rstrip()
    yield from _silence(entry, words)


def _signed(entry: Entry, words: Catalog) -> Iterator[str]:
    signing = entry.signing
    if signing is None:
        yield words.say(say("Signed by: not known here, since no sign-offs exist."))
        return
    if not signing.signer:
        yield words.say(say("Signed by: nobody, as the text now stands."))
        return
    people = "; ".join(signer_phrase(signer, words) for signer in signing.signer)
    yield words.say(say("Signed by: {people}", people=people))
    if signing.missing:
        people = "; ".join(signatory(person) for person in signing.missing)
        yield words.say(say("Not signed by: {people}", people=people))


def _before(entry: Entry, words: Catalog) -> Iterator[str]:
    if not entry.of:
        yield words.say(say("The first document of the series: there is nothing before it to compare with."))
        return
    of = _code(entry.of)
    if entry.of_missing:
        text = words.say(say("Follows a document that is not read here, so that nothing can be compared:"))
        yield f"{text} {of}"
        return
    nearest = f", {words.say(say('the nearest one before it in time'))}" if entry.of_by_date else ""
    yield f"{words.say(say('Compared with:'))} {of}{nearest}"
    if entry.of_incomplete:
        yield words.say(
            say("The list before is not known as a whole: what stands as new here may have stood there.")
        )


def _silence(entry: Entry, words: Catalog) -> Iterator[str]:
    """How many of the old pledges no report names."""
    if not entry.of_pledges:
        return
    count = len(entry.not_reported)
    if not count:
        yield words.say(say("Outcomes of the period before: every pledge is reported."))
        return
    text = words.say(
        say_n("Outcomes of the period before: not reported for {count} pledge of {all}",
              "Outcomes of the period before: not reported for {count} pledges of {all}",
              count, all=entry.of_pledges)
    )  # fmt: skip
    yield f"{text}: {_codes(entry.not_reported)}"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(_code(name) for name in names)


def _group(group: ItemGroup, entry: Entry, words: Catalog) -> Iterator[str]:
    if group.kind is GroupKind.UNCHANGED:
        yield from _unchanged(group, words)
        return
    for number, item in enumerate(group.items, 1):
        lead = f"{number}." if group.kind is GroupKind.BEGINNING else "-"
        yield f"{lead} {_name(item, words)}"
        for line in _details(group.kind, item, entry, words):
            yield f"  - {line}"


def _name(item: Item, words: Catalog) -> str:
    """The pledge, its ids, and what the link between old and new rests on."""
    shown = item.new or item.old
    text = _opening(" + ".join(phrase.pledge(one, words) for one in shown))
    old, new = _codes(one.id for one in item.old), _codes(one.id for one in item.new)
    ids = f"{old} → {new}" if old and new and old != new else new or old
    return f"{text} ({ids}){_marks(item, words)}"


def _marks(item: Item, words: Catalog) -> str:
    text = ""
    if item.judgement:
        text += " " + words.say(say("(a reader's judgement)"))
    if item.guess is not None:
        text += " " + words.say(say("(guessed by likeness, {score} percent)", score=item.guess))
    return text


def _details(kind: GroupKind, item: Item, entry: Entry, words: Catalog) -> Iterator[str]:
    if kind is GroupKind.MERGED_OR_SPLIT:
        yield words.say(FATES[item.fate])
        before = words.say(say("before"))
        yield from (f"{before}: {escape(phrase.pledge(one, words))} ({_code(one.id)})" for one in item.old)
        yield from map(escape, figures.sums(item, words))
    if kind in _STAYED and item.fate is not RowFate.CHANGED:
        yield from _kept(kind, item, entry, words)
    if item.earlier:
        yield f"{words.say(say('reintroduced, last in'))} {_code(item.earlier)}"
    if item.to:
        yield f"{words.say(say('moved to'))} {_code(item.to)}"
    yield from map(_opening, phrase.changes(_single(item), entry, words))
    yield from (escape(phrase.not_shown(change, entry, words)) for change in item.not_shown)
    yield from _reason(kind, item, words)
    yield from _outcomes(item, words)


def _single(item: Item) -> tuple[Change, ...]:
    """The changes without the rate that the sum of the numbers has told."""
    return tuple(change for change in item.changes if not (item.before and change.kind is ChangeKind.RATE))


def _kept(kind: GroupKind, item: Item, entry: Entry, words: Catalog) -> Iterator[str]:
    """What differs in a pledge that the document calls kept."""
    if kind is GroupKind.CHANGED:
        what = phrase.differing(item, words)
        yield escape(
            words.say(
                say("called {fate} in the document, though this differs: {what}",
                    fate=FATES[item.fate], what=what)
            )
        )  # fmt: skip
    elif not item.wording:
        yield words.say(say("the wording is the same"))
    yield from map(_opening, phrase.wording(item, entry, words))


def _reason(kind: GroupKind, item: Item, words: Catalog) -> Iterator[str]:
    if item.reason:
        yield escape(words.say(say("Reason: {reason}", reason=item.reason)))
    elif kind in _OWED:
        yield words.say(say("Reason: none is given"))


def _outcomes(item: Item, words: Catalog) -> Iterator[str]:
    several = len(item.old) > 1
    for line in told.lines(item.outcomes, item.not_reported, words, several=several):
        which = f" ({_codes(line.ids)})" if line.ids else ""
        yield f"{line.label}{which}: {escape(line.text)}" if line.label else escape(line.text)


def _unchanged(group: ItemGroup, words: Catalog) -> Iterator[str]:
    """By number, with their ids."""
    count = len(group.items)
    text = words.say(say_n("{count} pledge is unchanged", "{count} pledges are unchanged", count))
    longer = sum(item.fate is RowFate.EXTENDED for item in group.items)
    if longer:
        text += ", " + words.say(say("of which extended: {count}", count=longer))
    ids = (f"{_codes(one.id for one in item.new or item.old)}{_marks(item, words)}" for item in group.items)
    yield f"{text}: {', '.join(ids)}"
    for item in group.items:
        if item.outcomes:
            yield f"- {_name(item, words)}"
            yield from (f"  - {line}" for line in _outcomes(item, words))
