"""Read a register: its settings, its series, each document with its reports and every fault of form."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from medlofte.errors import WorldError
from medlofte.message import Message, say
from medlofte.model.agreement import Agreement
from medlofte.model.finding import Finding, Placed, Position, Severity
from medlofte.model.outcome import Report
from medlofte.model.ref import is_release, is_segment
from medlofte.model.register import (
    Document,
    Filed,
    FiledSignatories,
    FiledSignOff,
    ReleaseFolder,
    Series,
    Settings,
)
from medlofte.model.release import Release
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import SignOff
from medlofte.store.locate import place
from medlofte.store.source import AGREEMENTS, SETTINGS, SIGNATORIES, Entry, Source, What
from medlofte.store.text import MAX_BYTES
from medlofte.store.toml import decode

#: Files that may lie in a series without being read as agreements.
_BESIDE = frozenset({"CHANGELOG.md", "README.md", ".gitkeep"})
_OUTCOMES = "outcomes"
#: What may lie in the folder of a release, by the folders within it.
_SEALED = ".toml.sig"
_RELEASED = {(): (".toml", ".md"), ("signoffs",): (".toml", ".toml.sig"), ("signatories",): (".toml",)}


@dataclass(slots=True)
class Register(Mapping[str, Agreement]):
    """All documents of one source, read when asked for; as a mapping: name → agreement, where readable."""

    source: Source
    settings: Settings
    texts: dict[str, Entry]
    reports: dict[str, list[Entry]]
    strays: list[Placed]
    released: dict[str, dict[int, dict[str, Entry]]] = field(default_factory=dict)
    listed: Entry | None = None
    _read: dict[str, Document] = field(default_factory=dict)
    _names: dict[str, list[str]] = field(default_factory=dict)
    _signatories: FiledSignatories | None = None

    def __post_init__(self) -> None:
        for name in sorted(self.texts):
            self._names.setdefault(name.rpartition("/")[0], []).append(name)

    def __getitem__(self, name: str) -> Agreement:
        agreement = self.document(name).agreement if name in self.texts else None
        if agreement is None:
            raise KeyError(name)
        return agreement

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def __contains__(self, name: object) -> bool:
        return name in self.texts

    def series_names(self) -> list[str]:
        """The names of all series, sorted."""
        return sorted(self._names)

    def periods(self, series: str) -> list[str]:
        """The names of the documents of a series, sorted."""
        return list(self._names.get(series, ()))

    def document(self, name: str) -> Document:
        """One document; the last few stay at hand, so that memory does not grow with the register."""
        if name not in self._read:
            while len(self._read) >= 64:
                self._read.pop(next(iter(self._read)))
            self._read[name] = self._load(name)
        return self._read[name]

    def mentions(self, name: str, ids: Collection[str]) -> bool:
        """Whether the text of a document holds any of some ids at all; much quicker than reading it."""
        data = self._bytes(self.texts[name])
        return any(one.encode() in data for one in ids)

    def signatories(self) -> FiledSignatories | None:
        """The list of those who may sign; None where the register has none."""
        if self._signatories is None and self.listed is not None:
            data = self._bytes(self.listed)
            self._signatories = FiledSignatories(SIGNATORIES, *decode(data, Signatories), data)
        return self._signatories

    def release_numbers(self, name: str) -> list[int]:
        """The numbers of releases that are prepared or made of a document, lowest first."""
        return sorted(self.released.get(name, ()))

    def release_files(self, name: str, number: int) -> dict[str, bytes]:
        """The files of one release by their names within its folder: ``signoffs/…``, ``release.toml``."""
        entries = self.released.get(name, {}).get(number, {})
        return {path: self._bytes(entry) for path, entry in sorted(entries.items())}

    def release_folders(self, name: str) -> Iterator[ReleaseFolder]:
        """The folders of the releases of a document, lowest number first."""
        for number in self.release_numbers(name):
            yield _folder(f"{AGREEMENTS}/{name}/r{number}", number, self.release_files(name, number))

    def series(self, name: str) -> Series:
        """All documents of a series, by file name."""
        return Series(name, tuple(self.document(period) for period in self.periods(name)))

    def by_series(self, wanted: Collection[str] | None = None) -> Iterator[Series]:
        """Series after series, holding one at a time; only those with a document ``wanted``, where given."""
        chosen = None if wanted is None else {name.rpartition("/")[0] for name in wanted}
        for name in self.series_names():
            if chosen is None or name in chosen:
                yield self.series(name)

    def _load(self, name: str) -> Document:
        entry = self.texts[name]
        data = self._bytes(entry)
        agreement, faults = decode(data, Agreement)
        reports = tuple(self._report(entry) for entry in self.reports.get(name, ()))
        return Document(name, entry.path, agreement, faults, data, reports)

    def _report(self, entry: Entry) -> Filed:
        data = self._bytes(entry)
        report, faults = decode(data, Report)
        return Filed(entry.path, report, faults, data)

    def _bytes(self, entry: Entry) -> bytes:
        if entry.size > MAX_BYTES:
            return b" " * (MAX_BYTES + 1)  # refused for its size without being read
        data = self.source.read(entry.path)
        if data is None:
            raise WorldError(
                say("{file} disappeared while it was being read", file=entry.path),
                hint=say("somebody else is working in this folder: run the command again"),
            )
        return data


def open_register(source: Source) -> Register:
    """List a register and read its settings; documents are read when asked for.

    Raises:
        WorldError: The folder cannot be listed, or the settings are wrong.
    """
    settings = _settings(source)
    entries = source.entries()
    paths = {entry.path for entry in entries}
    texts: dict[str, Entry] = {}
    reports: dict[str, list[Entry]] = {}
    strays: list[Placed] = []
    released: dict[str, dict[int, dict[str, Entry]]] = {}
    listed: Entry | None = None
    for entry in entries:
        if entry.path == SIGNATORIES and entry.what is What.FILE:
            listed = entry
            continue
        fault = _sort(entry, paths, texts, reports, released)
        if fault:
            strays.append(Placed(entry.path, fault, Position(1, 1)))
    return Register(source, settings, texts, reports, strays, released, listed)


def _settings(source: Source) -> Settings:
    data = source.read(SETTINGS)
    if data is None:
        return Settings()
    settings, faults = decode(data, Settings)
    if settings and (contradiction := settings.accessibility.contradiction):
        settings, faults = None, (contradiction,)
    if settings is None:
        errors = tuple(fault for fault in faults if fault.severity is Severity.ERROR)
        first = place(SETTINGS, data, errors)[0]
        raise WorldError(
            say(
                "{file}:{line}:{column}: {message}",
                file=SETTINGS,
                line=first.position.line,
                column=first.position.column,
                message=first.finding.message,
            ),
            hint=first.finding.hint,
        )
    return settings


def _sort(
    entry: Entry,
    paths: set[str],
    texts: dict[str, Entry],
    reports: dict[str, list[Entry]],
    released: dict[str, dict[int, dict[str, Entry]]],
) -> Finding | None:
    """Put an entry where it belongs, or say why it belongs nowhere."""
    *folders, name = entry.path.split("/")[1:]
    if entry.what is not What.FILE:
        return _stray(
            "M117", say("a symbolic link or special file is never followed"), say("put the file itself here")
        )
    owner = _owner(folders, paths)
    if owner:
        inside = folders[len(owner) :]
        if inside and is_release(inside[0]):
            return _release(entry, inside, name, released.setdefault("/".join(owner), {}))
        return _record(entry, inside, name, "/".join(owner), reports)
    if name in _BESIDE:
        return None
    stem, dot, suffix = name.rpartition(".")
    if not dot or suffix != "toml":
        return _stray(
            "M116",
            say("a file that medlofte does not read"),
            say("agreements end in .toml; move anything else out of {folder}/", folder=AGREEMENTS),
        )
    if not folders:
        return _stray(
            "M116",
            say("an agreement outside a series"),
            say("move it into a folder: {folder}/SERIES/{name}", folder=AGREEMENTS, name=name),
        )
    wrong = next((part for part in (*folders, stem) if not is_segment(part)), None)
    if wrong is not None:
        return _stray(
            "M118",
            say("'{name}' cannot be the name of a series or period", name=wrong),
            say("use lower-case letters a–z, digits and hyphens; å and ä become a, ö becomes o"),
        )
    texts["/".join((*folders, stem))] = entry
    return None


def _owner(folders: list[str], paths: set[str]) -> list[str] | None:
    """The document whose records lie in these folders: a folder beside a text of the same name."""
    for depth in range(2, len(folders) + 1):
        if "/".join((AGREEMENTS, *folders[:depth])) + ".toml" in paths:
            return folders[:depth]
    return None


def _record(
    entry: Entry, inside: list[str], name: str, owner: str, reports: dict[str, list[Entry]]
) -> Finding | None:
    if inside == [_OUTCOMES] and name.endswith(".toml"):
        reports.setdefault(owner, []).append(entry)
        return None
    return _stray(
        "M116",
        say("a file that medlofte does not read"),
        say("beside a text lie the reports of outcomes: {outcomes}/*.toml", outcomes=_OUTCOMES),
    )


def _release(
    entry: Entry, inside: list[str], name: str, releases: dict[int, dict[str, Entry]]
) -> Finding | None:
    """Put a file of a release where it belongs: its record, its changelog, sign-offs, lists of signatories."""
    folder, *within = inside
    if name.endswith(_RELEASED.get(tuple(within), ())):
        releases.setdefault(int(folder[1:]), {})["/".join((*within, name))] = entry
        return None
    return _stray(
        "M116",
        say("a file that medlofte does not read"),
        say("a release holds release.toml, changelog.md, signoffs/ and signatories/, all made by medlofte"),
    )


def _folder(path: str, number: int, files: Mapping[str, bytes]) -> ReleaseFolder:
    signoffs, orphans = [], []
    for name, data in files.items():
        if name.endswith(_SEALED) and name.removesuffix(".sig") not in files:
            orphans.append(f"{path}/{name}")
        elif name.startswith("signoffs/") and name.endswith(".toml"):
            signoff, faults = decode(data, SignOff)
            signoffs.append(FiledSignOff(f"{path}/{name}", signoff, faults, data, f"{name}.sig" in files))
    made = files.get("release.toml")
    release, faults = decode(made, Release) if made is not None else (None, ())
    return ReleaseFolder(path, number, tuple(signoffs), tuple(orphans), release, faults, made or b"")


def _stray(code: str, message: Message, hint: Message) -> Finding:
    severity = Severity.WARNING if code == "M116" else Severity.ERROR
    return Finding(code, severity, message, hint, position=Position(1, 1))
