"""The files of a release: all here, nothing else, nothing changed, and made from each other as they should be."""

from collections.abc import Iterator

from medlofte.core.control_code import control_code
from medlofte.core.stock import allowed_signers, sums
from medlofte.message import Message, say, say_n
from medlofte.model.approval import Approval, Held
from medlofte.model.evidence import ALLOWED, DATA, MADE, PAGE, RELEASE, SUMS, TEXT, Answer, Evidence, Step
from medlofte.model.release import Release

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
    if evidence.files.get(RELEASE) != evidence.canonical:
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
        if path not in listed and path not in (RELEASE, SUMS) and not _of_another_text(path, evidence):
            yield say("{file} is no part of the release", file=path)


def _of_another_text(path: str, evidence: Evidence) -> bool:
    """Whether git holds here what was signed before the text was changed: kept, and no part of the release."""
    if evidence.tag is None or evidence.release is None:
        return False
    if path.startswith("signatories/"):
        return True
    stem = path.removesuffix(".sig")
    held = next((item for item in evidence.held if item.path == stem), None)
    return (
        held is not None
        and held.signoff is not None
        and held.signoff.text_sha256 != evidence.release.text_sha256
    )


def contents(evidence: Evidence, approved: Approval) -> Iterator[Step]:
    """Whether text, code, data, page and the list for ``ssh-keygen`` belong together."""
    release = evidence.release
    digest = evidence.digests[TEXT]
    code = control_code(digest)
    same = release is not None and (release.text_sha256, release.control_code) == (digest, code)
    yield Step(_YES if same else _NO, say("the text has the control code {code}", code=code))
    if release is not None and release.signer != approved.signers:
        yield Step(_NO, say("the signatories named in release.toml are those who signed"))
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


def _allowed(evidence: Evidence, counted: tuple[Held, ...]) -> bytes | None:
    try:
        return allowed_signers(counted, evidence.rosters).encode()
    except KeyError:
        return None
