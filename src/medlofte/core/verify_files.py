"""The files of a release: all here, nothing else, nothing changed, and made from each other as they should be."""

from collections.abc import Iterator

from medlofte.core.control_code import control_code
from medlofte.core.stock import allowed_signers
from medlofte.message import Message, say, say_n
from medlofte.model.approval import Approval, Held
from medlofte.model.evidence import (
    ALLOWED,
    DATA,
    FILES,
    MADE,
    PAGE,
    RELEASE,
    SUMS,
    TEXT,
    Answer,
    Evidence,
    Step,
    roster_path,
    sums,
)
from medlofte.model.release import Release
from medlofte.model.signoff import seat_in

_NO, _YES, _OPEN = Answer.NO, Answer.YES, Answer.UNCHECKED


def file_steps(evidence: Evidence) -> Iterator[Step]:
    """Whether ``release.toml`` can be read, and every file is the one that it lists."""
    release = evidence.release
    if release is None:
        yield Step(
            _NO,
            say("release.toml tells what the release consists of"),
            (say("it is missing or cannot be read"),),
        )
        return
    wrong = tuple(_itself(evidence, release))
    yield Step(_NO if wrong else _YES, say("release.toml tells what the release consists of"), wrong)
    faults = tuple(_faults(evidence, release))
    count = len(release.file) - len(_elsewhere(evidence, release))
    said = say_n("{count} file is here, unchanged", "{count} files are here, unchanged", count)
    yield Step(_NO if faults else _YES, said, faults)
    if absent := _elsewhere(evidence, release):
        yield Step(_OPEN, say("git does not keep these; the bundle holds them: {files}", files=absent))
    elif evidence.tag is None:
        same = evidence.files.get(SUMS) == sums(evidence.digests).encode()
        yield Step(_YES if same else _NO, say("SHA256SUMS lists every file"))


def _itself(evidence: Evidence, release: Release) -> Iterator[Message]:
    if evidence.whole and evidence.files.get(RELEASE) != evidence.canonical:
        yield say("it is not written as medlofte writes it")
    if (release.agreement, release.release) != (evidence.name, evidence.number):
        yield say("it is of {name} r{number}", name=release.agreement, number=release.release)
    paths = [file.path for file in release.file]
    if paths != sorted(set(paths)):
        yield say("its list of files is not in order")


def _elsewhere(evidence: Evidence, release: Release) -> tuple[str, ...]:
    """Files that are listed and that git does not keep."""
    if evidence.tag is None:
        return ()
    return tuple(file.path for file in release.file if file.path in MADE and file.path not in evidence.files)


def _faults(evidence: Evidence, release: Release) -> Iterator[Message]:
    listed = {file.path: file for file in release.file}
    absent = _elsewhere(evidence, release)
    for path, file in listed.items():
        if path in absent:
            continue
        if path not in evidence.files:
            yield say("{file} is missing", file=path)
        elif evidence.digests[path] != file.sha256 or len(evidence.files[path]) != file.size:
            yield say("{file} is not the file that was released", file=path)
    for path in evidence.files:
        if path not in listed and path not in (RELEASE, SUMS) and not _kept(path, evidence):
            yield say("{file} is no part of the release", file=path)


def _kept(path: str, evidence: Evidence) -> bool:
    """Whether git keeps it beside the release: a list, or a sign-off that does not count, as is judged later."""
    if evidence.tag is None:
        return False
    stem = path.removesuffix(".sig")
    return path.startswith("signatories/") or (bool(seat_in(stem)[0]) and stem in evidence.files)


def contents(evidence: Evidence, approved: Approval, *, own: bool) -> Iterator[Step]:
    """Whether text, code, data, page and the list for ``ssh-keygen`` belong together.

    Args:
        evidence: What the release shows of itself.
        approved: What its sign-offs amount to.
        own: Whether they were judged by the reader's own list, which the release knows nothing of.
    """
    release = evidence.release
    digest = evidence.digests[TEXT]
    code = control_code(digest)
    same = release is not None and (release.text_sha256, release.control_code) == (digest, code)
    yield Step(_YES if same else _NO, say("the text has the control code {code}", code=code))
    if release is not None and not own and release.signer != approved.signers:
        yield Step(_NO, say("the signatories named in release.toml are those who signed"))
    if release is not None and approved.complete and (wrong := tuple(_foreign(release, approved))):
        yield Step(_NO, say("release.toml lists what a release consists of"), wrong)
    if DATA in evidence.files:
        yield Step(
            _YES if evidence.data == evidence.agreement else _NO,
            say("agreement.json says what the text says"),
        )
    if PAGE in evidence.files:
        shown = code.encode() in evidence.files[PAGE]
        yield Step(_YES if shown else _NO, say("agreement.html shows the control code of the text"))
    if ALLOWED in evidence.files:
        same = evidence.files[ALLOWED] == _allowed(evidence, approved.counted)
        yield Step(_YES if same else _NO, say("allowed_signers follows from the lists of signatories"))


def _foreign(release: Release, approved: Approval) -> Iterator[Message]:
    """What the list of files, which anybody can write anew, holds or lacks against what was signed."""
    signed = {held.path: held for held in approved.counted}
    named = {held.signoff.signatories_sha256 for held in signed.values() if held.signoff} - {""}
    lists = map(roster_path, named)
    known = {*FILES, *signed, *lists, *(f"{path}.sig" for path, held in signed.items() if held.has_signature)}
    for file in release.file:
        if file.path not in known:
            yield say("{file} is no file of a release", file=file.path)
    listed = {file.path for file in release.file}
    for path in sorted(signed.keys() - listed):
        yield say("{file} counts and is not listed", file=path)


def _allowed(evidence: Evidence, counted: tuple[Held, ...]) -> bytes | None:
    try:
        return allowed_signers(counted, evidence.rosters).encode()
    except KeyError:
        return None
