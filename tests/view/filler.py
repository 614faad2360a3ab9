"""Records in which every field is set: what a view of them leaves out, it would leave out of a real document."""

import datetime as dt
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin

import msgspec

from medlofte.model.record import Record
from medlofte.view.catalog import Catalog
from medlofte.view.labels import VOCABULARIES


class Filler:
    """Builds a record in which every field is set, and remembers what must be readable."""

    def __init__(self, words: Catalog) -> None:
        self.words = words
        self.marks: list[str] = []

    def value(self, kind: Any, key: str) -> Any:
        origin, args = get_origin(kind), get_args(kind)
        if origin is Literal:
            return args[0]
        if origin is tuple:
            return (self.value(args[0], key),)
        if origin is dict:
            return {self.mark(): self.value(args[1], key)}
        if args:
            return self.value(args[0], key)
        if isinstance(kind, type) and issubclass(kind, Record):
            return self.record(kind)
        return self.plain(kind)

    def plain(self, kind: Any) -> Any:
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            chosen = list(kind)[-1]
            if kind in VOCABULARIES:
                self.marks.append(self.words.say(VOCABULARIES[kind][chosen]))
            return chosen
        if kind is bool:
            return True
        if kind is dt.date:
            day = dt.date(1990, 1, 1) + dt.timedelta(days=len(self.marks))
            self.marks.append(self.words.date(day))
            return day
        if kind in (int, float):
            self.marks.append(str(7000 + len(self.marks)))
            return int(self.marks[-1])
        return self.mark()

    def mark(self) -> str:
        self.marks.append(f"x{len(self.marks)}x")
        return self.marks[-1]

    def record(self, kind: type[Record]) -> Record:
        fields = msgspec.structs.fields(kind)
        skipped = {"from_precision", "until_precision"}
        return kind(**{f.name: self.value(f.type, f.name) for f in fields if f.name not in skipped})
