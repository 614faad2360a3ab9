"""What the tests of open data share: the real registers as if all of it were released, and one that is hostile."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from medlofte.core.control_code import control_code
from medlofte.core.publication import volumes
from medlofte.core.rows import of_volumes
from medlofte.model.agreement import Agreement
from medlofte.model.publication import Edition, Publication, Volume
from medlofte.model.register import Contact, Filed, OpenData, Settings
from medlofte.model.row import Tables
from medlofte.store.register import open_register
from medlofte.store.toml import decode
from medlofte.store.workspace import Folder

TOP = Path(__file__).parents[2]
DAY = dt.date(2024, 6, 1)
SETTINGS = Settings(
    name="Medborgarlöften i Exempelstad",
    publisher="Exempelstads kommun",
    address="https://exempelstad.example/loften",
    contact=Contact(email="kontakt@exempelstad.example", phone="+46 (0)990-123 45"),
    open_data=OpenData(licence="http://creativecommons.org/publicdomain/zero/1.0/"),
)
#: Everything that means something to some program.
HOSTILE = (
    '=HYPERLINK("http://x.example";"y")', "+1+1", "-1", "@SUM(A1)", "\t=1", "\u200b=1", "\ufeff=1", "＝1+1", " =1", "\r=1",
    "<b>fet</b> & <script>alert(1)</script>", "]]></lofte>", "&amp; &lt;", "\x1b[31mröd\x1b[0m", "\x00noll", "\u202evänd\u202c",
    '";DROP TABLE loften;--', "'); DROP TABLE loften", "a;b,c\"d'e", "rad ett\nrad två\r\nrad tre", "_x0041_", "\ufffe\uffff", "$(id) `id`",
    "{{ 7*7 }}", "https://x.example", "mailto:x@x.example", "0123", "1.2", "TRUE", "\U0001f600" * 3,
)  # fmt: skip


def edition(
    name: str, agreement: Agreement, source: bytes, reports: tuple[Filed, ...] = (), **more
) -> Edition:
    digest = hashlib.sha256(source).hexdigest()
    made = {"number": 1, "released_at": dt.datetime(2021, 2, 5, 12, 30, tzinfo=dt.UTC), **more}
    return Edition(
        name,
        agreement=agreement,
        source=source,
        code=control_code(digest),
        signers=(),
        reports=reports,
        files={},
        **made,
    )


def _editions(top: Path) -> Iterator[Edition]:
    register = open_register(Folder(top))
    for name in register:
        document = register.document(name)
        if document.agreement is not None:
            yield edition(name, document.agreement, document.source, document.reports)


@cache
def publication() -> Publication:
    return Publication(SETTINGS, [*_editions(TOP), *_editions(TOP / "tests" / "cases")], DAY)


@cache
def real() -> tuple[Volume, ...]:
    return tuple(volumes(publication()))


@cache
def tables() -> Tables:
    return of_volumes(real())


def text(agreement: str) -> Agreement:
    found, faults = decode(agreement.encode(), Agreement)
    assert found is not None, faults
    return found


@cache
def hostile() -> Publication:
    """A register in which every text is hostile, and no two are the same."""
    one = text(
        'format = 1\nkind = "pledges"\ntitle = "x"\n[[area]]\nid = "a"\ntitle = "x"\n[[pledge]]\nid = "p"\ntext = "x"\n'
    )
    pledges = tuple(
        replace(one.pledge[0], id=f"p-{at}", text=evil, title=evil, area=f"a-{at}", by=(evil,))
        for at, evil in enumerate(HOSTILE)
    )
    areas = tuple(
        replace(one.area[0], id=f"a-{at}", title=evil, problem=evil) for at, evil in enumerate(HOSTILE)
    )
    whole = replace(
        one, title=HOSTILE[0] + HOSTILE[10] + HOSTILE[13], place=HOSTILE[15], pledge=pledges, area=areas
    )
    settings = replace(
        SETTINGS, name=HOSTILE[10] + HOSTILE[14] + HOSTILE[21], publisher=HOSTILE[13], contact=Contact()
    )
    return Publication(settings, [edition("storby/2021", whole, b"x")], DAY)
