"""Faults of form: each kind with its words and place, and none that msgspec sees and we do not."""

import copy
import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from medlofte.model.agreement import Agreement
from medlofte.model.outcome import Report
from medlofte.model.register import Settings
from medlofte.store.locate import place
from medlofte.store.shape import faults
from medlofte.store.toml import decode

ROOT = Path(__file__).parents[2]
REAL = sorted([*ROOT.glob("agreements/**/*.toml"), *ROOT.glob("tests/cases/agreements/**/*.toml")])
TEXTS = [path for path in REAL if path.parent.name != "outcomes"]
LEAVES = (dt.date, dt.datetime, dt.time)
ENORMOUS = "M112 '{}' must be a number of at most 15 figures | write the number that the text has, in figures"
HEAD = 'format = 1\nkind = "pledges"\ntitle = "Löften Exempelstad"\n'


def said(text: str, kind: Any = Agreement) -> list[str]:
    """Place, code, message and hint of each fault of a text."""
    data = text.encode()
    _, found = decode(data, kind)
    return [
        f"{item.position.line}:{item.position.column}+{item.position.width} {item.finding.code} "
        f"{item.finding.message.text()} | {item.finding.hint.text() if item.finding.hint else ''}"
        for item in place("x.toml", data, found)
    ]


CASES = {
    "missing": (
        'kind = "pledges"\n[[pledge]]\nid = "a"\n',
        [
            "1:1+1 M111 the key 'format' is missing | add: format = …",
            "1:1+1 M111 the key 'title' is missing | add: title = …",
            "2:1+10 M111 the key 'text' is missing | add: text = …",
        ],
    ),
    "unknown": (
        HEAD + 'titel = "x"\n[validity]\nuntill = 2021-12-31\n',
        [
            "4:1+5 M110 unknown key 'titel' | did you mean 'title'?",
            "6:1+6 M110 unknown key 'untill' | did you mean 'until'?",
        ],
    ),
    "unknown-quoted": (
        HEAD + '"t\\u00eftel" = 1\n',
        ["4:1+12 M110 unknown key 'tïtel' | did you mean 'title'?"],
    ),
    "type": (
        HEAD
        + 'place = 5\nparty = "polisen"\nvalidity = []\n[followup]\nmonths = 2.5\n[[clause]]\nid = true\ntext = 07:32:00\n',
        [
            "4:9+1 M112 'place' must be text, is the number 5 | write it in quotes: \"…\"",
            "5:9+9 M112 'party' must be a list, is the text \"polisen\" | write the heading with two brackets: [[party]]",
            "6:12+2 M112 'validity' must be a table, is a list | write it as a table, under a heading or in { }",
            "8:10+3 M112 'months' must be a list, is the number 2.5 | write it in brackets: months = [\"…\"]",
            "10:6+4 M112 'id' must be text, is true | write it in quotes: \"…\"",
            "11:8+8 M112 'text' must be text, is the time 07:32:00 | write it in quotes: \"…\"",
        ],
    ),
    "dates": (
        HEAD
        + '[validity]\nfrom = "2021-02-05"\nuntil = "i februari"\n[[validity.deadline]]\ndate = 2021-06-30T10:00:00\nwhat = ""\n',
        [
            "5:8+12 M112 'from' must be a date, is the text \"2021-02-05\" | write it without quotes: 2021-02-05",
            "6:9+12 M112 'until' must be a date, is the text \"i februari\" | write year-month-day without quotes: 2021-02-05",
            "8:8+19 M112 'date' must be a date, is the time 2021-06-30T10:00:00 | write year-month-day without quotes: 2021-02-05",
        ],
    ),
    "value": (
        'format = 1\nkind = "pledge"\ntitle = "x"\n[[party]]\nid = "p"\nname = "P"\nkind = "polis"\n',
        [
            "2:8+8 M113 'pledge' is no value of 'kind' | did you mean 'pledges'? Possible: frame, plan, pledges",
            (
                "7:8+7 M113 'polis' is no value of 'kind' | did you mean 'police'? Possible: police, municipality, region, "
                "county, state, association, company, other"
            ),
        ],
    ),
    "format": (
        'format = 2\nkind = "plan"\ntitle = "x"\n',
        ["1:10+1 M114 'format' is the number 2; this program reads 1 | write: format = 1"],
    ),
    "format-text": (
        'format = "1"\nkind = "plan"\ntitle = "x"\n',
        ["1:10+3 M114 'format' is the text \"1\"; this program reads 1 | write: format = 1"],
    ),
    "table-for-list": (
        HEAD + '[pledge]\nid = "a"\ntext = "b"\n',
        ["4:1+8 M112 'pledge' must be a list, is a table | write the heading with two brackets: [[pledge]]"],
    ),
    "enormous": (
        HEAD + "[extra]\na = [999999999999999, 1e15]\nb = { c = nan, d = -inf }\n",
        [
            f"5:23+4 {ENORMOUS.format('a')}",
            f"6:11+3 {ENORMOUS.format('c')}",
            f"6:20+4 {ENORMOUS.format('d')}",
        ],
    ),
    "enormous-and-wrong": (
        HEAD + f"goal = 0x1{'0' * 5000}\n",
        [
            f"4:8+5003 {ENORMOUS.format('goal')}",
            "4:8+5003 M112 'goal' must be text, is a number | write it in quotes: \"…\"",
        ],
    ),
    "list-of-wrong": (
        HEAD + "audience = [1, 'x', {}]\n",
        [
            "4:13+1 M112 'audience' must be text, is the number 1 | write it in quotes: \"…\"",
            "4:21+2 M112 'audience' must be text, is a table | write it in quotes: \"…\"",
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_kind(name: str):
    text, expected = CASES[name]
    assert said(text) == expected


UNSEEN = {
    "escape": ('title = "a\\u001B[2J"', "1:9+12 M107 the text holds the invisible control sign U+001B"),
    "raw": ('title = "a\u202eb"', "1:11+1 M107 the text holds the invisible control sign U+202E"),
    "key": ('[extra]\n"\\u200B" = 1', "2:12+1 M107 the text holds the invisible control sign U+200B"),
    "in-a-list": (
        'audience = ["x", "\\u0007"]',
        "1:18+8 M107 the text holds the invisible control sign U+0007",
    ),
    "tag": ('title = "x\U000e0041"', "1:11+1 M107 the text holds the invisible control sign U+E0041"),
    "comment": ("# \u2066", "1:3+1 M107 the text holds the invisible control sign U+2066"),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_unseen_signs(name: str):
    text, expected = UNSEEN[name]
    found = [line for line in said(text + "\n") if "M107" in line]
    assert [line.partition(" | ")[0] for line in found] == [expected]


def test_signs_that_join_and_break_are_text():
    """Tabs, soft hyphens, emoji and other scripts are nobody's trick."""
    text = HEAD.replace("Löften", "Löf\u00adten\t👩\u200d🚒 नि\u200dक اللغة")
    assert said(text) == []


def test_a_file_of_control_signs_does_not_drown_the_rest():
    found = said("# \x01\n" * 5000)
    assert len([line for line in found if "M107" in line]) == 50


def test_settings_and_reports_have_the_same_faults():
    assert said("[policy]\nparties = '2'\n", Settings)[0].startswith(
        "2:11+3 M112 'parties' must be a whole number"
    )
    assert said("commit = 'yes'\n", Settings)[0].startswith("1:10+5 M112 'commit' must be true or false")
    assert said("", Report)[0].startswith("1:1+1 M111 the key ")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        *(
            (f"address = '{address}'\n", f"1:11+{len(address) + 2} M112 'address' must be a web address that")
            for address in (
                "https://x.example/a?b=c#d", "https://x.example/#d", "x.example/loften", "http://[x", "javascript:alert(1)",
                "https://", "https:///loften", "https://kim@x.example", "https://x.example/en sida", " https://x.example",
                "https://x.example/%zz", "https://x.example/\u00e5", "https://x..example", "ftp://x.example", "//x.example",
                'https://x.example/"', "https://x.example/<b>", "https://x.example\\a", "https://x.example:port",
                "https://-", "https://x-.example", "https://x_y.example", f"https://{'x' * 64}.example", "https://x.example.",
                f"https://{'x.' * 130}example", "https://1.2.3.256", "https://x.1", "https://x.example:0",
                "https://x.example:65536", "https://x.example:99999", "https://x.example/../a", "https://x.example/a/%2E.",
                "https://x.example/./a", "https://x.example//a", "https://x.example/a//",
            )
        ),
        ('address = "https://x.example\\n"\n', "1:11+21 M112 'address' must be a web address that pages"),
        ("[open_data]\norganisation = 'kommunen'\n", "2:16+10 M112 'organisation' must be a web address, is the text"),
        ("[open_data]\nlicence = 'CC0'\n", "2:11+5 M112 'licence' must be a web address, is the text"),
        *(
            (f"[contact]\nemail = '{mail}'\n", "M112 'email' must be an e-mail address")
            for mail in ("kim", "a@b@x.example", "a b@x.example", "a@", "@x.example", "a@x.example?subject=x", "Kim <a@x.example>",
                         "a@-", ".a@x.example", "a..b@x.example", "a@x.example-", "a@1.2.3.4", "a" * 65 + "@x.example")
        ),
        ("[open_data]\norganisation = 'https://-/#org'\n", "2:16+16 M112 'organisation' must be a web address, is the text"),
        *(
            (f"id = '{name}'\n", "M112 'id' must be a name that lasts")
            for name in ("storby", "https://x.example/", "urn:uuid:1", "urn:uuid:2F1B3153-0252-4FFD-83A8-3DF68B3CB355",
                         "tag:x.example:loften", "tag:x.example,2026-13:loften", "tag:-,2026:loften", "tag:x.example,2026:å")
        ),
        ('[contact]\nemail = "a@x.example\\n"\n', "M112 'email' must be an e-mail address"),
    ],
)  # fmt: skip
def test_settings_hold_addresses_that_can_be_followed(text: str, what: str):
    (found,) = said(text, Settings)
    assert what in found


@pytest.mark.parametrize(
    "text",
    [
        "address = ''\n",
        "address = 'https://x.example'\n",
        "address = 'http://localhost:8000/'\n",
        "address = 'http://127.0.0.1:65535/.a/b../...'\n",
        "id = 'urn:uuid:2f1b3153-0252-4ffd-83a8-3df68b3cb355'\n",
        "id = 'tag:kommunen@x.example,2026-11-28:loften/1'\n",
        "id = 'tag:x.example,2026:loften'\n",
        "[open_data]\nlicence = 'https://x.example//a/../b?c=/d#e'\n",
        "address = 'https://xn--storby-x.example/loften/%C3%A5/~a,b;c=d'\n",
        "[open_data]\norganisation = 'https://x.example/data?id=1#org'\n",
        "[contact]\nemail = 'kommunen+loften@x.example'\n",
    ],
)
def test_addresses_that_can_be_followed_are_taken(text: str):
    assert said(text, Settings) == []


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """All paths into a decoded file."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(inner for key, part in parts for inner in places(part, (*path, key)))]


SPOILT = st.sampled_from(
    [
        *(0, 1, -1, 2.5, float("inf"), 2**70, True, "", "pledges", "2021-02-05", "å\n"),
        *(dt.date(2021, 2, 5), dt.time(7, 32), dt.datetime(2021, 2, 5, 7, 32)),  # noqa: DTZ001
        *([], [1], ["x"], [{}], {}, {"x": 1}, {"id": "x"}),
    ]
)


@draws(300)
@given(st.data())
def test_refused_by_msgspec_exactly_where_a_fault_is_told(data: st.DataObject):
    path = data.draw(st.sampled_from(REAL))
    kind: Any = Report if path.parent.name == "outcomes" else Agreement
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    for _ in range(data.draw(st.integers(1, 3))):
        spoil(raw, data)
    try:
        msgspec.convert(copy.deepcopy(raw), kind, builtin_types=LEAVES)
    except msgspec.ValidationError:
        refused = True
    else:
        refused = False
    found = list(faults(raw, kind))
    assert bool(found) == refused, [fault.message.text() for fault in found]
    assert all(fault.message.text() and fault.hint for fault in found)


def spoil(raw: dict[str, Any], data: st.DataObject) -> None:
    """Put something else at a place, take it away, or add a key there."""
    where = data.draw(st.sampled_from(places(raw)[1:] or [("title",)]))
    parent: Any = raw
    for key in where[:-1]:
        parent = parent[key]
    match data.draw(st.integers(0, 2)):
        case 0:
            parent[where[-1]] = copy.deepcopy(data.draw(SPOILT))
        case 1:
            parent.pop(where[-1], None) if isinstance(parent, dict) else parent.pop(where[-1])
        case _ if isinstance(parent, dict):
            parent[data.draw(st.sampled_from(["id", "titel", "by", "target", "extra", "é", ""]))] = (
                copy.deepcopy(data.draw(SPOILT))
            )
