"""A sentence for people, kept as template and arguments until a view says it in some language."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Union

Argument = Union[str, int, float, "Message", "tuple[Argument, ...]"]
#: So many names are told at most.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Message:
    """An English template, which is also the catalogue's key, and what goes into its braces."""

    template: str
    args: dict[str, Argument] = field(default_factory=dict)
    plural: str = ""
    count: int = 1

    def text(self) -> str:
        """The sentence in English, for logs, tests and exceptions; views use the catalogue."""
        chosen = self.plural if self.plural and self.count != 1 else self.template
        return chosen.format_map({name: _english(value) for name, value in self.args.items()})


def _english(value: Argument) -> str:
    if isinstance(value, Message):
        return value.text()
    if isinstance(value, tuple):
        return ", ".join(_english(part) for part in value)
    return str(value)


def say(template: str, **args: Argument) -> Message:
    """Mark ``template`` for translation and keep it with its arguments."""
    return Message(template, args)


def say_n(singular: str, plural: str, count: int, **args: Argument) -> Message:
    """Like :func:`say`, where the form depends on ``count``, which both forms may use."""
    return Message(singular, {"count": count, **args}, plural, count)


def some(names: Sequence[str]) -> tuple[str, ...]:
    """The first few names, and a sign that there are more."""
    return (*names[:_NAMED], "…") if len(names) > _NAMED else tuple(names)
