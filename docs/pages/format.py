"""``format.md``: every key of every file, from the records, and the needs that the format answers."""

import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from medlofte.model.agreement import Agreement
from medlofte.model.decision import Decisions
from medlofte.model.outcome import Report
from medlofte.model.record import Record
from medlofte.model.register import Settings
from medlofte.model.release import Release
from medlofte.model.signatories import Signatories
from medlofte.model.signoff import SignOff
from pages.records import Table, keys, label, summary, tables, vocabularies

NEEDS = Path(__file__).with_name("needs.toml")

_INTRO = """\
# The format of the files, version 1

Every file is [TOML 1.0](https://toml.io/en/v1.0.0) in UTF-8. Keys are English, texts are in the language of the
document. Unknown keys are errors. A key that is left out means that the text does not say, and never "no" or "zero";
what is known to exist and could not be read is named under `[[provenance.unknown]]`.

Text is plain paragraphs; lines that begin with `- ` are a list. Ids, series and periods are lower-case letters a–z,
digits and hyphens. Dates stand without quotes: `2021-02-05`.

| file | what it is | schema |
|---|---|---|
| `medlofte.toml` | [settings of the register](#settings) | [settings.schema.json](settings.schema.json) |
| `agreements/SERIES/PERIOD.toml` | [an agreement](#agreement) | [agreement.schema.json](agreement.schema.json) |
| `agreements/SERIES/PERIOD/outcomes/*.toml` | [a report on outcomes](#report) | [outcomes.schema.json](outcomes.schema.json) |
| `agreements/signatories.toml` | [the list of signatories](#signatories) | [signatories.schema.json](signatories.schema.json) |
| `agreements/SERIES/PERIOD/rN/signoffs/*.toml` | [a sign-off](#signoff) | [sign-off.schema.json](sign-off.schema.json) |
| `agreements/SERIES/PERIOD/rN/release.toml` | [a release](#release) | [release.schema.json](release.schema.json) |
| any, given to `new-period --decisions` | [decisions](#decisions) | [decisions.schema.json](decisions.schema.json) |

`medlofte diff --format json` and `medlofte changelog --format json` are described by
[diff.schema.json](diff.schema.json) and [changelog.schema.json](changelog.schema.json).

## In an editor

Editors that know TOML schemas (Taplo, Even Better TOML and others) check and complete a file whose first line names
its schema, by address or by path from the file:

```toml
#:schema ../../docs/reference/agreement.schema.json
```

In a register of your own, write the schema beside it once with
`medlofte schema agreement > agreement.schema.json` (at the top of the register, not under `agreements/`), and name it
with `#:schema ../../agreement.schema.json`.
"""  # noqa: E501

_NEEDS = """\
## What real agreements need, and where it stands

Read from 66 published documents; the most frequent need stands first. The examples use an invented place.
"""

_FILES: tuple[tuple[type[Record], str], ...] = (
    (Agreement, "The agreement file"),
    (Report, "The report file"),
    (Signatories, "The list of signatories"),
    (SignOff, "The record of a sign-off"),
    (Release, "The record of a release"),
    (Decisions, "The decisions file"),
    (Settings, "The settings file"),
)


def render() -> str:
    """The whole page."""
    parts = [_INTRO]
    told: set[type[Record]] = set()
    for root, title in _FILES:
        parts.append(f"## {title}\n")
        for table in tables(root):
            if table.kind not in told:
                told.add(table.kind)
                parts.append("\n".join(_table(table)) + "\n")
    parts.append("## Words with a closed list\n")
    parts += ["\n".join(_vocabulary(words)) + "\n" for words in _all_vocabularies()]
    parts.append(_NEEDS)
    parts += ["\n".join(_need(need)) + "\n" for need in needs()]
    return "\n".join(parts)


def needs() -> list[dict[str, Any]]:
    """The needs as they are written down."""
    found: list[dict[str, Any]] = tomllib.loads(NEEDS.read_text(encoding="utf-8"))["need"]
    return found


def _table(table: Table) -> Iterator[str]:
    yield f"### {label(table.kind)}"
    yield ""
    places = ", ".join(f"`{place}`" for place in table.places if place)
    yield summary(table.kind).replace("``", "`") + (f" Stands under {places}." if places else "")
    yield ""
    yield "| key | type | meaning |"
    yield "|---|---|---|"
    for key in keys(table.kind):
        must = " **Required.**" if key.required else ""
        yield f"| `{key.name}` | {key.type} | {key.meaning}{must} |"


def _all_vocabularies() -> list[type[StrEnum]]:
    found: dict[type[StrEnum], None] = {}
    for root, _ in _FILES:
        found |= dict.fromkeys(vocabularies(root))
    return list(found)


def _vocabulary(words: type[StrEnum]) -> Iterator[str]:
    yield f"### {label(words)}"
    yield ""
    yield summary(words).replace("``", "`")
    yield ""
    yield ", ".join(f"`{word.value}`" for word in words)


def _need(need: dict[str, Any]) -> Iterator[str]:
    yield f"### {need['rank']}. {need['need']}"
    yield ""
    yield f"Stands in: {need['where']}."
    yield ""
    yield "```toml"
    yield need["example"].strip("\n")
    yield "```"
