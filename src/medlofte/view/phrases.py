"""Short phrases that several views share: a target, a period, a person."""

import datetime as dt
import re

from medlofte.message import say
from medlofte.model.change import Side
from medlofte.model.party import Signatory
from medlofte.model.pledge import Target
from medlofte.model.record import Precision
from medlofte.model.validity import Validity
from medlofte.view.catalog import Catalog, one_line, visible
from medlofte.view.labels import COMPARISONS, PERIODS

#: Decimals that keep a promised number as it was written.
EXACT = 6
_YEARS = re.compile(r"(?<!\d)(\d{4})-(\d{4})(?!\d)")


def target(item: Target, words: Catalog) -> str:
    """A promised number: "at least 200 foot patrols in the period"."""
    parts = [number(item, words), visible(item.unit)]
    if item.per:
        parts.append(words.say(PERIODS[item.per]))
    text = " ".join(parts)
    if item.any_of:
        text += " " + words.say(say("(any of: {ways})", ways=item.any_of))
    for part in item.of_which:
        bound = f"{words.say(COMPARISONS[part.comparison])} " if part.comparison else ""
        share = bound + words.number(part.value, EXACT)
        text += ", " + words.say(say("of which {value} {unit}", value=share, unit=part.unit))
    return text


def number(item: Target, words: Catalog) -> str:
    """The number of a target and how it binds: "at least 200"."""
    parts = [words.say(COMPARISONS[item.comparison])] if item.comparison else []
    if item.average:
        parts.append(words.say(say("on average")))
    parts.append(words.number(item.value, EXACT))
    if item.of is not None:
        parts.append(words.say(say("of {whole}", whole=words.number(item.of, EXACT))))
    return " ".join(parts)


def period_name(name: str) -> str:
    """The name of a period as people write it: from one year to another with a dash."""
    return _YEARS.sub("\\1–\\2", one_line(name))


def period(validity: Validity | Side, words: Catalog) -> str:
    """When a document applies, no more exactly than its text says."""
    first, last = validity.from_, validity.until
    if first is None and last is None:
        return words.say(say("period not stated"))
    start = _day(first, validity.from_precision, words) if first else "…"
    end = _day(last, validity.until_precision, words) if last else "…"
    if words.for_pages and last is None:
        return words.say(say("{day} and until further notice", day=start))
    if words.for_pages and first is None:
        return words.say(say("until {day}", day=end))
    return start if start == end else words.span(start, end)


def _day(day: dt.date, precision: Precision, words: Catalog) -> str:
    if precision is Precision.YEAR:
        return str(day.year)
    return words.month(day) if precision is Precision.MONTH else words.date(day)


def signatory(item: Signatory) -> str:
    """A person with the title of office, verbatim."""
    return visible(", ".join(part for part in (item.name, item.office) if part))
