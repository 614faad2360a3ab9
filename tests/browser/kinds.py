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


def publish(folder: Path, language: str) -> Path:
    """Publish the real documents as if they were written in a language; fragments stand in a page of somebody else."""
    register = GitFolder(folder / "register", folder)
    for path in [ROOT / "medlofte.toml", *(ROOT / "agreements").rglob("*.toml")]:
        text = path.read_text(encoding="utf-8").replace('\nlanguage = "sv"\n', f'\nlanguage = "{language}"\n')
        register.write(path.relative_to(ROOT).as_posix(), text)
    register.git("init", "--quiet", "--initial-branch=main")
    register.commit()
    words = ["publish", "../site", "--drafts", "--only", "pages"]
    done = ready().run(words, register.path, clean_environment(folder))
    assert done.returncode == 0, done.stderr
    for path in (folder / "site").rglob("fragment.html"):
        path.write_text(
            _HOST.format(language=language, fragment=path.read_text(encoding="utf-8")), encoding="utf-8"
        )
    return folder / "site"


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
