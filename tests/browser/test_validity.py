"""Every kind of page is valid HTML by the Nu Html Checker, which finds the faults that are planted."""

import re

from pages import invalid
from test_planted_faults import MORE, SOUND

#: name: (what is replaced, by what, what the checker says)
PLANTED = {
    "nesting": (MORE, "<p><div>Ett stycke kan inte hålla ett block.</div></p>", "No “p” element in scope"),
    "nesting-of-links": (
        MORE,
        '<p><a href="#content">ett <button>två</button></a></p>',
        "must not appear as a descendant",
    ),
    "not-closed": (MORE, "<section><h2>Mer</h2>", "Unclosed element"),
    "duplicate-id": (MORE, '<p id="follow-up">Igen.</p>', "Duplicate ID"),
    "unknown-attribute": (MORE, '<p colour="red">Röd.</p>', "not allowed on element"),
    "style": ("/* style */", "p { colour: red; }", "doesn't exist"),
}
#: What is pasted into a page brings its style along, and no page has its head there.
FRAGMENT = re.compile(r"fragment\.html:\d+: Element “style” not allowed as child of element “main”")


def test_pages_are_valid_and_planted_faults_are_found(java, single_pages, sites, tmp_path):
    planted = {"sound": SOUND} | {name: SOUND.replace(old, new) for name, (old, new, _) in PLANTED.items()}
    files = [tmp_path / f"{name}.html" for name in planted]
    for file, text in zip(files, planted.values(), strict=True):
        file.write_text(text, encoding="utf-8")
    found = invalid(
        java,
        [*single_pages.values(), *(page for site in sites.values() for page in site.rglob("*.html")), *files],
    )
    for name, (_, _, message) in PLANTED.items():
        assert [one for one in found if one.startswith(f"{name}.html:") and message in one], name
    assert [
        one
        for one in found
        if not one.startswith(tuple(f"{name}.html:" for name in PLANTED)) and not FRAGMENT.match(one)
    ] == []
