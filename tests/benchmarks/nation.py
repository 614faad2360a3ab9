"""Make a nation: a register of invented municipalities with twelve years of pledges each, in a git repository.

The same arguments give the same bytes and the same commit ids. Every year some pledges are kept word for word, some
are reworded, some change, merge or end, and the ledgers tell it truly.

    python tests/benchmarks/nation.py DIR [--municipalities N]
"""

import argparse
import random
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

MUNICIPALITIES = 290
PERIODS = tuple(range(2013, 2025))
SEED = 20130101
#: 2013-01-01 12:00 UTC, and a year; commits are dated by them.
_EPOCH, _YEAR = 1_357_041_600, 31_556_952
_AUTHOR = "Nationen <nationen@example.invalid>"

_SETTINGS = """name = "Nationen"
publisher = "Provregistret"
address = "https://example.invalid/loften/"
language = "sv"

[policy]
ignore = ["M326"] # the nation has texts and no reports
"""

_FOLLOW_UP = """[followup]
how = "Parterna följer upp löftena tillsammans och redovisar dem för kommunfullmäktige."
interval = "half_year"
presented_by = ["kommunen"]
"""


class Activity(NamedTuple):
    """Something that is promised: name in ids, verb after "ska", verb alone, what is counted."""

    slug: str
    shall: str
    does: str
    unit: str


class Theme(NamedTuple):
    """A problem area with what is promised in it."""

    id: str
    title: str
    problems: tuple[str, ...]
    goals: tuple[str, ...]
    activities: tuple[Activity, ...]


@dataclass(frozen=True)
class Promise:
    """One pledge in one year; its text follows from the other fields."""

    id: str
    theme: Theme
    activity: Activity
    place: str
    by: tuple[str, ...]
    count: int | None
    audience: str
    details: tuple[str, ...]
    partner: bool
    hedge: bool
    places: bool
    reworded: bool = False

    @property
    def text(self) -> str:
        """The promise, in one to three sentences."""
        who = {"polisen": "Polisen", "kommunen": "Kommunen"}.get("+".join(self.by), "Polisen och kommunen")
        verb = self.activity.does if self.reworded else f"ska {self.activity.shall}"
        number = f"minst {self.count} " if self.count else ""
        when = " under året" if self.count else ""
        audience = f" för {self.audience}" if self.audience else ""
        lead = f"{who} {verb} {number}{self.activity.unit} {_PLACES[self.place]}{audience}{when}."
        hedge = (
            ("Parterna verkar för att arbetet sprids till närliggande bostadsområden.",) if self.hedge else ()
        )
        return "\n".join((lead, *self.details, *hedge))


class Step(NamedTuple):
    """One row of a ledger."""

    old: str
    fate: str
    into: tuple[str, ...] = ()
    reason: str = ""


_THEMES = (
    Theme(
        "trygghet-i-centrum",
        "Trygghet i centrum",
        (
            (
                "Många känner sig otrygga i centrum på kvällar och helger. Ordningsstörningar sker främst vid torget och "
                "stationen mellan klockan 20 och 02."
            ),
            (
                "Skadegörelse och bråk i centrum har blivit vanligare. Boende och näringsidkare undviker torget efter "
                "mörkrets inbrott."
            ),
        ),
        (
            "Färre ska känna sig otrygga i centrum kvällstid.",
            "Anmälda ordningsstörningar i centrum ska minska.",
        ),
        (
            Activity("fotpatruller", "genomföra", "genomför", "fotpatruller"),
            Activity("trygghetsvandringar", "ordna", "ordnar", "trygghetsvandringar"),
            Activity("krogtillsyn", "utföra", "utför", "tillsynsbesök på serveringsställen"),
            Activity("belysning", "se över", "ser över", "belysningspunkter"),
            Activity("nattvandring", "stödja", "stödjer", "nattvandringar"),
        ),
    ),
    Theme(
        "unga-och-droger",
        "Unga och droger",
        (
            (
                "Narkotika säljs och används bland unga på och omkring skolorna. Elever i årskurs 9 uppger att det är lätt "
                "att få tag i cannabis."
            ),
            "Allt yngre personer provar narkotika och alkohol. Vuxna saknas på de platser där unga samlas efter skolan.",
        ),
        ("Andelen unga som provat narkotika ska minska.", "Fler unga ska avstå från alkohol och narkotika."),
        (
            Activity("skolbesok", "göra", "gör", "skolbesök"),
            Activity("foraldramoten", "hålla", "håller", "föräldramöten"),
            Activity("langningskontroller", "genomföra", "genomför", "kontroller av langning"),
            Activity("faltarbete", "bemanna", "bemannar", "kvällspass med fältarbetare"),
            Activity("orosanmalningar", "följa upp", "följer upp", "orosanmälningar"),
        ),
    ),
    Theme(
        "trafik-vid-skolor",
        "Trafik vid skolor",
        (
            (
                "Bilister håller för hög hastighet på skolvägarna. Buskörning med moped och epatraktor oroar föräldrar och "
                "äldre i samtliga tätorter."
            ),
            "Mätningar visar att vartannat fordon kör för fort förbi skolorna, och barn skjutsas i onödan.",
        ),
        ("Medelhastigheten förbi skolorna ska sjunka.", "Barn ska tryggt gå och cykla till skolan."),
        (
            Activity("hastighetskontroller", "genomföra", "genomför", "hastighetskontroller"),
            Activity("trafikkontroller", "göra", "gör", "nykterhetskontroller"),
            Activity("cykelkurser", "ordna", "ordnar", "cykelkurser"),
            Activity("mopedinsatser", "genomföra", "genomför", "insatser mot buskörning"),
            Activity("hastighetsmatning", "publicera", "publicerar", "hastighetsmätningar"),
        ),
    ),
    Theme(
        "inbrott-och-stolder",
        "Inbrott och stölder",
        (
            "Bostadsinbrotten ökar under hösten, särskilt i villaområdena. Få områden har aktiv grannsamverkan.",
            "Stölder ur fordon och förråd drabbar både boende och företag. Uppklaringen är låg och oron stor.",
        ),
        ("Antalet bostadsinbrott ska minska.", "Fler hushåll ska delta i grannsamverkan."),
        (
            Activity("grannsamverkan", "starta", "startar", "områden med grannsamverkan"),
            Activity(
                "inbrottsinformation", "bjuda in till", "bjuder in till", "informationsmöten om inbrott"
            ),
            Activity("markning", "erbjuda", "erbjuder", "tillfällen för märkning av cyklar"),
            Activity("aterbesok", "göra", "gör", "återbesök hos drabbade hushåll"),
            Activity("foretagsrad", "besöka", "besöker", "företag för råd om skydd"),
        ),
    ),
    Theme(
        "vald-i-nara-relationer",
        "Våld i nära relationer",
        (
            (
                "Våld i nära relationer anmäls sällan och upptäcks sent. Medarbetare i skola och vård är osäkra på hur de "
                "ställer frågan."
            ),
            "Utsatta känner inte till vilket stöd som finns. Barn som bevittnar våld får hjälp först efter lång tid.",
        ),
        ("Fler utsatta ska få stöd i ett tidigt skede.", "Anmälningsbenägenheten ska öka."),
        (
            Activity("utbildning", "hålla", "håller", "utbildningar för personal"),
            Activity("stodsamtal", "erbjuda", "erbjuder", "stödsamtal"),
            Activity("natverksmoten", "leda", "leder", "nätverksmöten"),
            Activity("foljeslagare", "utbilda", "utbildar", "stödpersoner"),
            Activity("kampanjer", "driva", "driver", "kampanjer om stöd till utsatta"),
        ),
    ),
)
_PLACES = {
    "centrum": "i centrum", "stationen": "vid stationen", "torget": "på torget", "norra-skolan": "vid Norra skolan",
    "sodra-skolan": "vid Södra skolan", "badhuset": "vid badhuset", "hamnen": "i hamnen", "bruket": "i Bruket",
    "vastra-garden": "på Västra gården", "kyrkbyn": "i Kyrkbyn", "idrottsplatsen": "vid idrottsplatsen",
    "ostra-parken": "i Östra parken",
}  # fmt: skip
_AUDIENCES = (
    "elever i årskurs 7 till 9", "föräldrar", "boende i området", "äldre", "unga mellan 13 och 20 år",
    "näringsidkare", "nyanlända", "föreningsledare",
)  # fmt: skip
_DETAILS = (
    "Arbetet planeras varje månad utifrån den gemensamma lägesbilden.",
    "Resultatet redovisas på kommunens webbplats senast den sista i varje kvartal.",
    "Tider och platser väljs efter inkomna tips från medborgarna.",
    "Varje tillfälle dokumenteras och återkopplas till det lokala brottsförebyggande rådet.",
    "Personal från skolan och fritidsgården deltar vid samtliga tillfällen.",
    "Insatserna läggs på torsdagar, fredagar och lördagar mellan klockan 18 och 01.",
    "Synpunkter som kommer in besvaras inom fem arbetsdagar.",
    "En gemensam rutin för ansvar och kontaktvägar används.",
)
_SITUATIONS = (
    (
        "Den lokala problembilden bygger på medborgardialog, trygghetsmätning och anmäld brottslighet. Otryggheten är "
        "störst bland kvinnor och äldre."
    ),
    (
        "Parterna har tillsammans gått igenom statistik, enkätsvar och medarbetarnas egna iakttagelser. De prioriterade "
        "områdena valdes vid ett gemensamt möte i november."
    ),
)
_REASONS = {
    "up": ("Medborgarna efterfrågade mer i årets dialog.", "Målet överträffades och höjs därför."),
    "down": ("Resurser flyttas till ett annat område.", "Behovet har minskat enligt trygghetsmätningen."),
    "audience": (
        "Dialogen visade att en annan målgrupp berörs mest.",
        "Lägesbilden har förändrats sedan i fjol.",
    ),
    "by": ("Ansvaret delas från och med i år.", "Arbetet övergår till den part som har personalen på plats."),
    "merged": ("Två löften på samma tema blir ett, så att de blir lättare att följa.",),
    "dropped": ("Dialogen prioriterade annat i år.", "Arbetet ingår nu i parternas ordinarie verksamhet."),
}
_COUNTS = (4, 6, 10, 12, 20, 24, 40, 50)
_FIRST = (
    "Anna",
    "Björn",
    "Cecilia",
    "David",
    "Eva",
    "Fredrik",
    "Gunilla",
    "Hassan",
    "Ingrid",
    "Johan",
    "Karin",
)
_LAST = {
    "polisen": ("Provberg", "Testlund", "Mönsterdal", "Exempelqvist"),
    "kommunen": ("Fiktivius", "Påhittgren", "Skissmark", "Utkaststrand"),
}


class Municipality:
    """One municipality through the years."""

    def __init__(self, number: int, rng: random.Random) -> None:
        self.series = f"kommun-{number:03}"
        self.name = f"Kommun {number:03}"
        self.rng = rng
        self.themes = rng.sample(_THEMES, rng.randint(2, 4))
        self.problems = {theme.id: rng.randrange(2) for theme in self.themes}
        self.unused = {
            theme.id: rng.sample([(a, p) for a in theme.activities for p in _PLACES], 60)
            for theme in self.themes
        }
        self.signatories = {party: self._person(party) for party in ("polisen", "kommunen")}
        self.promises = [self._promise(theme) for theme in self.themes]
        while len(self.promises) < 7 or (len(self.promises) < 9 and rng.random() < 0.3):
            self.promises.append(self._promise(rng.choice(self.themes)))
        self.ledger: list[Step] = []

    def renew(self) -> None:
        """Go on to the next year: decide what becomes of every pledge."""
        rng = self.rng
        kept: list[Promise] = []
        self.ledger = []
        pair = self._to_merge() if rng.random() < 0.2 else []
        heir = self._promise(pair[0].theme) if pair else None
        if heir:
            kept.append(heir)
        for promise in self.promises:
            chance = rng.random()
            if heir and promise in pair:
                self.ledger.append(Step(promise.id, "merged", (heir.id,), rng.choice(_REASONS["merged"])))
            elif chance < 0.10 and len(self.promises) > 5:
                self.ledger.append(Step(promise.id, "dropped", (), rng.choice(_REASONS["dropped"])))
            elif chance < 0.32:
                changed, why = self._changed(promise)
                kept.append(changed)
                self.ledger.append(Step(promise.id, "changed", (promise.id,), rng.choice(_REASONS[why])))
            else:
                kept.append(replace(promise, reworded=not promise.reworded) if chance < 0.36 else promise)
                self.ledger.append(Step(promise.id, "kept", (promise.id,)))
        for theme in self.themes:
            if all(promise.theme is not theme for promise in kept):
                kept.append(self._promise(theme))
            if rng.random() < 0.15:
                self.problems[theme.id] = 1 - self.problems[theme.id]
        while len(kept) < rng.choice((6, 7, 7, 8, 8)):
            kept.append(self._promise(rng.choice(self.themes)))
        if rng.random() < 0.1:
            rng.shuffle(kept)
        self.promises = kept
        for party in self.signatories:
            if rng.random() < 0.2:
                self.signatories[party] = self._person(party)

    def _to_merge(self) -> list[Promise]:
        groups = [[promise for promise in self.promises if promise.theme is theme] for theme in self.themes]
        return next((group[:2] for group in groups if len(group) > 2), [])

    def _promise(self, theme: Theme) -> Promise:
        rng = self.rng
        activity, place = self.unused[theme.id].pop()
        return Promise(
            id=f"{activity.slug}-{place}",
            theme=theme,
            activity=activity,
            place=place,
            by=rng.choice((("polisen",), ("kommunen",), ("polisen", "kommunen"))),
            count=rng.choice(_COUNTS) if rng.random() < 0.5 else None,
            audience=rng.choice(_AUDIENCES) if rng.random() < 0.3 else "",
            details=tuple(rng.sample(_DETAILS, rng.choice((0, 0, 1, 1, 2)))),
            partner=rng.random() < 0.2,
            hedge=rng.random() < 0.014,
            places=rng.random() < 0.5,
        )

    def _changed(self, promise: Promise) -> tuple[Promise, str]:
        rng = self.rng
        if promise.count and rng.random() < 0.7:
            count = rng.choice(
                [number for number in (4, 6, 10, 12, 20, 24, 40, 50) if number != promise.count]
            )
            return replace(promise, count=count), "up" if count > promise.count else "down"
        if rng.random() < 0.6:
            audience = rng.choice([other for other in _AUDIENCES if other != promise.audience])
            return replace(promise, audience=audience), "audience"
        by = ("polisen", "kommunen") if len(promise.by) == 1 else (rng.choice(promise.by),)
        return replace(promise, by=by), "by"

    def _person(self, party: str) -> str:
        return f"{self.rng.choice(_FIRST)} {self.rng.choice(_LAST[party])}"

    def document(self, year: int) -> str:
        """The agreement of this year, in format 1."""
        return "\n".join(
            (*self._head(year), *self._areas(), *map(_pledge, self.promises), *self._renewal(year))
        )

    def _head(self, year: int) -> list[str]:
        number = self.rng.randint(100, 999)
        day = self.rng.randint(1, 20)
        blocks = [
            f"""format = 1
kind = "pledges"
title = "Medborgarlöften {year} i {self.name}"
language = "sv"
place = "{self.name}"

[validity]
from = {year}-01-01
until = {year}-12-31

[[party]]
id = "polisen"
name = "Lokalpolisområde {self.series[-3:]}"
kind = "police"
case_number = "A{number}.{number * 7}/{year - 1}"

[[party]]
id = "kommunen"
name = "{self.name}"
kind = "municipality"
case_number = "KS {year - 1}/{number}"
decision = {{ body = "Kommunstyrelsen", paragraph = "§ {number % 200 + 1}", date = {year - 1}-12-{day:02} }}
"""
        ]
        if any(promise.partner for promise in self.promises):
            blocks.append(
                '[[partner]]\nid = "foreningsradet"\nname = "Föreningsrådet"\nkind = "association"\n'
            )
        offices = {"polisen": "lokalpolisområdeschef", "kommunen": "kommunstyrelsens ordförande"}
        for party, name in self.signatories.items():
            blocks.append(
                f'[[signatory]]\nparty = "{party}"\nperson = "{_slug(name)}"\n'
                f'name = "{name}"\noffice = "{offices[party]}"\n'
            )
        blocks.append(
            f"""[provenance]
of = "original"

[[provenance.signed]]
on = {year - 1}-12-{day + 1:02}

[basis]
situation = \"\"\"
{self.rng.choice(_SITUATIONS)}
\"\"\"

[[basis.source]]
kind = "{self.rng.choice(("dialogue", "survey"))}"
what = "Medborgardialog hösten {year - 1}"
date = {year - 1}-10-{day + 2:02}
answers = {number}
"""
        )
        return blocks

    def _areas(self) -> list[str]:
        return [
            f"""[[area]]
id = "{theme.id}"
title = "{theme.title}"
problem = \"\"\"
{theme.problems[self.problems[theme.id]]}
\"\"\"
goal = "{theme.goals[self.problems[theme.id]]}"
"""
            for theme in self.themes
        ]

    def _renewal(self, year: int) -> list[str]:
        blocks = [_FOLLOW_UP]
        if self.ledger:
            blocks.append(f'[renewal]\nof = "{self.series}/{year - 1}"\n')
        for step in self.ledger:
            into = f"into = {_list(step.into)}\n" if step.into else ""
            reason = f'reason = "{step.reason}"\n' if step.reason else ""
            blocks.append(f'[[renewal.pledge]]\nid = "{step.old}"\nfate = "{step.fate}"\n{into}{reason}')
        return blocks


def _pledge(promise: Promise) -> str:
    lines = [
        "[[pledge]]",
        f'id = "{promise.id}"',
        f'area = "{promise.theme.id}"',
        f"by = {_list(promise.by)}",
    ]
    if promise.partner:
        lines.append('with = ["foreningsradet"]')
    lines.append(f'text = """\n{promise.text}\n"""')
    if promise.audience:
        lines.append(f'audience = ["{promise.audience}"]')
    if promise.places:
        lines.append(f"places = {_list((_PLACES[promise.place].partition(' ')[2],))}")
    if promise.count:
        lines += ["[[pledge.target]]", f"value = {promise.count}", 'comparison = "at_least"']
        lines += [f'unit = "{promise.activity.unit}"', 'per = "year"']
    return "\n".join(lines) + "\n"


def _list(items: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{item}"' for item in items) + "]"


def _slug(name: str) -> str:
    return name.lower().translate(str.maketrans("åäö ", "aao-"))


def files(municipalities: int = MUNICIPALITIES) -> dict[int, dict[str, bytes]]:
    """For every year the files that are new in it, by path."""
    years: dict[int, dict[str, bytes]] = {year: {} for year in PERIODS}
    years[PERIODS[0]]["medlofte.toml"] = _SETTINGS.encode()
    for number in range(1, municipalities + 1):
        place = Municipality(number, random.Random(SEED + number))
        for year in PERIODS:
            if year > PERIODS[0]:
                place.renew()
            years[year][f"agreements/{place.series}/{year}.toml"] = place.document(year).encode()
    return years


def make(folder: Path, municipalities: int = MUNICIPALITIES) -> None:
    """Make the nation in a folder that does not exist yet, with one commit and one tag for every year."""
    folder.mkdir(parents=True)
    _git(folder, "init", "--quiet", "--initial-branch=main")
    stream = bytearray()
    for index, (year, new) in enumerate(files(municipalities).items()):
        when = f"{_AUTHOR} {_EPOCH + index * _YEAR} +0000"
        message = f"Löften för {year}\n".encode()
        stream += f"commit refs/heads/main\nmark :{index + 1}\nauthor {when}\ncommitter {when}\n".encode()
        stream += b"data %d\n%s\n" % (len(message), message)
        for path, data in new.items():
            stream += b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data)
        stream += f"\nreset refs/tags/year-{year}\nfrom :{index + 1}\n\n".encode()
    _git(folder, "fast-import", "--quiet", "--done", data=bytes(stream) + b"done\n")
    _git(folder, "-c", "core.autocrlf=false", "reset", "--quiet", "--hard", "main")


def _git(folder: Path, *args: str, data: bytes = b"") -> None:
    subprocess.run(["git", "-C", str(folder), *args], input=data, check=True, capture_output=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where to make it; must not exist")
    parser.add_argument("--municipalities", type=int, default=MUNICIPALITIES)
    args = parser.parse_args()
    make(args.folder, args.municipalities)


if __name__ == "__main__":
    main()
