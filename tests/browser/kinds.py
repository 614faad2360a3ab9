"""One page of each kind that medlofte makes, from the real documents and in both languages."""

import datetime as dt
from pathlib import Path

from conftest import GitFolder, clean_environment
from medlofte.core.compare import Named, compare
from medlofte.core.control_code import control_code
from medlofte.model.release import Signer
from medlofte.model.signoff import Method
from medlofte.store.register import Register, open_register
from medlofte.store.workspace import Folder
from medlofte.view import diff_html, reading_html
from medlofte.view.catalog import Catalog, catalog
from medlofte.view.reading import reading
from ready import ready
from world import NAME, TEXT, World

ROOT = Path(__file__).parents[2]
OLD, NEW = "gotland/2020", "gotland/2021"
KINDS = ("diff", "reading")
#: One page of each kind that a site has.
SITE_KINDS = {
    "front": "index.html",
    "archive": "arkiv.html",
    "data": "data.html",
    "statement": "tillganglighet.html",
    "place": "gotland/index.html",
    "changes": "gotland/andringar.html",
    "period": f"{NEW}/index.html",
    "frame": "gotland/samverkan/2021-2022/index.html",
    "compare": f"{NEW}/jamfor/{OLD}.html",
    "pledge": "gotland/lofte/stod-till-utsatta.html",
    "fragment": f"{NEW}/fragment.html",
}
#: Pages that only a corrected release has.
RELEASED_KINDS = {"replaced": f"{NAME}/r1.html", "corrected": f"{NAME}/index.html"}
_NOTED = (OLD, "gotland/samverkan/2021-2022", NEW)
_AMENDMENT = """
[[amendment]]
date = 2024-03-01
reason = "Torget är fortfarande otryggt."
text = "Tre kvällar i stället för två."
"""
_SETTINGS = """\
name = "Medborgarlöften i Exempelstad"
publisher = "Exempelstads kommun"
address = "https://exempelstad.example/loften"

[contact]
email = "loften@exempelstad.example"
phone = "0990-123 45"

[open_data]
licence = "http://creativecommons.org/publicdomain/zero/1.0/"

[accessibility]
compliance = "fully"
assessed = 2024-02-01
method = "En påhittad genomgång."
gap = []
"""
_HOST = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Storby</title></head>
<body><a href="#main">Storby</a><main id="main"><h1>Storby</h1>
{fragment}
</main></body>
</html>
"""
LANGUAGES = ("sv", "en")


def write_pages(folder: Path) -> dict[str, Path]:
    """Write one page of each kind and language, and say where."""
    register = open_register(Folder(ROOT))
    made = {}
    for language in LANGUAGES:
        words = catalog(language)
        for kind, content in (("diff", _diff(register, words)), ("reading", _reading(register, words))):
            made[f"{kind}-{language}"] = folder / f"{kind}-{language}.html"
            made[f"{kind}-{language}"].write_bytes(content)
    return made


def draft(folder: Path) -> Path:
    """Publish the real documents as if they were written in English, and not released."""
    register = GitFolder(folder / "register", folder)
    for path in _real():
        text = path.read_text(encoding="utf-8").replace('\nlanguage = "sv"\n', '\nlanguage = "en"\n')
        register.write(path.relative_to(ROOT).as_posix(), text)
    register.git("init", "--quiet", "--initial-branch=main")
    register.commit()
    words = [*("publish", "../site", "--drafts"), *(f"--only={part}" for part in ("pages", "data", "feeds"))]
    done = ready().run(words, register.path, clean_environment(folder))
    assert done.returncode == 0, done.stderr
    return _pasted(folder / "site", "en")


def released(world: World) -> Path:
    """Publish the real documents whose signatures are noted, and what is released in a register, once corrected."""
    world.text(TEXT.replace("två kvällar", "tre kvällar") + _AMENDMENT)
    release_the_real(world, _SETTINGS)
    world.signed()
    for done in (world.release(day="2024-03-05"), world.run_anew("publish", "../site", day="2024-03-05")):
        assert done.returncode == 0, done.stderr
    return _pasted(world.root.parent / "site", "sv")


def release_the_real(world: World, settings: str) -> None:
    """Put the real documents into a register, and release those whose signatures a source tells of."""
    for path in _real():
        world.write(path.relative_to(ROOT).as_posix(), path.read_bytes())
    world.write("medlofte.toml", settings)
    world.commit()
    for name in _NOTED:
        done = world.run("release", name, "--yes", day="2026-11-28")
        assert done.returncode == 0, done.stderr


def _real() -> list[Path]:
    return list((ROOT / "agreements").rglob("*.toml"))


def _pasted(site: Path, language: str) -> Path:
    """The same with each fragment in a page of somebody else."""
    for path in site.rglob("fragment.html"):
        path.write_text(
            _HOST.format(language=language, fragment=path.read_text(encoding="utf-8")), encoding="utf-8"
        )
    return site


def _diff(register: Register, words: Catalog) -> bytes:
    old, new = register[OLD], register[NEW]
    return diff_html.render(compare(Named(OLD, old), Named(NEW, new)), old, new, words).encode()


def _reading(register: Register, words: Catalog) -> bytes:
    agreement = register[NEW]
    signers = [
        Signer(
            party=one.party,
            person=one.person,
            name=one.name,
            office=one.office,
            party_name=one.party,
            method=Method.NOTED,
            on=dt.date(2021, 2, 5),
            source="https://example.org/news",
        )
        for one in agreement.signatory
    ]
    code = control_code("ab" * 32)
    return reading_html.render(reading(agreement, words, name=NEW, release=1, code=code, signers=signers))
