"""Read a register: its settings, its series, each document with its reports and every fault of form."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from medlofte.errors import WorldError
from medlofte.message import Message, say
from medlofte.model.agreement import Agreement
from medlofte.model.finding import Finding, Placed, Position, Severity
from medlofte.model.outcome import Report
from medlofte.model.ref import is_segment
from medlofte.model.register import Document, Filed, Series, Settings
from medlofte.store.locate import place
from medlofte.store.source import AGREEMENTS, SETTINGS, Entry, Source, What
from medlofte.store.text import MAX_BYTES
from medlofte.store.toml import decode

#: Files that may lie in a series without being read as agreements.
_BESIDE = frozenset({"CHANGELOG.md", "README.md", ".gitkeep"})
_OUTCOMES = "outcomes"


@dataclass(slots=True)
class Register(Mapping[str, Agreement]):
    """All documents of one source, read when asked for; as a mapping: name → agreement, where readable."""

    source: Source
    settings: Settings
    texts: dict[str, Entry]
    reports: dict[str, list[Entry]]
    strays: list[Placed]
    _read: dict[str, Document] = field(default_factory=dict)
    _names: dict[str, list[str]] = field(default_factory=dict)

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

    def reports_of(self, name: str) -> list[Report]:
        """The readable reports about the pledges of a document."""
        return [filed.report for filed in self.document(name).reports if filed.report is not None]

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
    for entry in entries:
        fault = _sort(entry, paths, texts, reports)
        if fault:
            strays.append(Placed(entry.path, fault, Position(1, 1)))
    return Register(source, settings, texts, reports, strays)


def _settings(source: Source) -> Settings:
    data = source.read(SETTINGS)
    if data is None:
        return Settings()
    settings, faults = decode(data, Settings)
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
    entry: Entry, paths: set[str], texts: dict[str, Entry], reports: dict[str, list[Entry]]
) -> Finding | None:
    """Put an entry where it belongs, or say why it belongs nowhere."""
    *folders, name = entry.path.split("/")[1:]
    if entry.what is not What.FILE:
        return _stray(
            "M117", say("a symbolic link or special file is never followed"), say("put the file itself here")
        )
    owner = _owner(folders, paths)
    if owner:
        return _record(entry, folders[len(owner) :], name, "/".join(owner), reports)
    if name in _BESIDE:
        return None
    stem, dot, suffix = name.rpartition(".")
    if not dot or suffix != "toml" or (not folders and name == "signatories.toml"):
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


def _stray(code: str, message: Message, hint: Message) -> Finding:
    severity = Severity.WARNING if code == "M116" else Severity.ERROR
    return Finding(code, severity, message, hint, position=Position(1, 1))
