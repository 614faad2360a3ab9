"""Pages with one fault each: what looks at pages must find it, and find nothing else."""

import re

import pytest
from pages import MODES

SOUND = """<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Löften i Storby</title>
<style>
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --mark: #1f4e79; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #161616; --mark: #9cc4ec; } }
body { color: var(--ink); background: var(--paper); font: 1rem/1.5 sans-serif; overflow-wrap: anywhere; }
a, summary { color: var(--mark); }
:focus-visible { outline: 3px solid var(--mark); }
.wide { overflow-x: auto; }
/* style */
</style>
</head>
<body>
<a href="#content">Hoppa till innehållet</a>
<header><h1>Löften i Storby</h1></header>
<main id="content">
<h2>Trafik</h2>
<p>Polisen <a href="#follow-up">mäter farten</a> varje vecka.</p>
<img alt="En gata" width="20" height="20" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==">
<details><summary>Mer</summary><p>Läs <a href="#content">hela löftet</a>.</p></details>
<table><caption>Mätningar</caption><tr><th scope="col">År</th><th scope="col">Antal</th></tr><tr><td>2021</td><td>52</td></tr></table>
<h2 id="follow-up">Uppföljning</h2>
<p class="soft">Kommunen redovisar.</p>
<!-- more -->
</main>
</body>
</html>
"""
STYLE, MORE = "/* style */", "<!-- more -->"
#: name: (what is replaced, by what, where it is found, what each finding says, in which modes it is also looked for)
PLANTED = {
    "no-language": ('lang="sv"', "", "light", "html-has-lang"),
    "low-contrast": (
        STYLE,
        "@media not (prefers-color-scheme: dark) { .soft { color: #aaa; } }",
        "light narrow",
        "color-contrast|text below 4.5:1",
        "dark",
    ),
    "low-contrast-in-the-dark": (
        STYLE,
        "@media (prefers-color-scheme: dark) { .soft { color: #555; } }",
        "dark",
        "color-contrast|text below 4.5:1",
    ),
    "low-contrast-on-paper": (
        STYLE,
        "@media print { .soft { color: #aaa; } }",
        "print",
        "color-contrast|text below 4.5:1",
    ),
    "low-contrast-when-narrow": (
        STYLE,
        "@media (max-width: 400px) { .soft { color: #aaa; } }",
        "narrow",
        "text below 4.5:1",
        "dark",
    ),
    "low-contrast-forced": (
        STYLE,
        "@media (forced-colors: active) { .soft { forced-color-adjust: none; color: #aaa; background: #fff } }",
        "forced",
        "text below 4.5:1",
    ),
    "faint-mark": (
        STYLE,
        ":root { --gone: #9b1c1c; --gone-bg: #fbe9e7; }",
        "light dark",
        "--gone on --gone-bg is below 7:1|--(gone on --paper|ink on --gone-bg) is below 4.5:1",
    ),
    "faint-on-the-card-in-the-dark": (
        STYLE,
        "@media (prefers-color-scheme: dark) { :root { --card: #777; } }",
        "dark",
        "--(ink|mark) on --card",
    ),
    "image-without-text": ('alt="En gata" ', "", "light", "image-alt"),
    "link-without-name": (
        MORE,
        '<a href="#content"><img alt="" width="30" height="30" src="data:,"></a>',
        "light",
        "link-name",
    ),
    "heading-order": (
        '<h2 id="follow-up">Uppföljning</h2>',
        '<h4 id="follow-up">Uppföljning</h4>',
        "light",
        "heading-order",
    ),
    "no-main": (MORE, "</main><p>Utanför.</p><main>", "light", "landmark|region"),
    "small-target": (
        MORE,
        '<ul style="line-height: 0.7rem; font-size: 0.6rem"><li><a href="#content">ett</a></li><li><a href="#content">två</a></li></ul>',
        "light",
        "target-size",
    ),
    "table-without-headers": (
        '<tr><th scope="col">År</th><th scope="col">Antal</th></tr>',
        "",
        "page",
        "a table without headers",
    ),
    "sideways": (MORE, '<p style="inline-size: 400px">Bred.</p>', "narrow", "scrolls sideways: 4.. > 320"),
    "remote-image": (MORE, '<img alt="Karta" src="https://example.org/map.png">', "page", "map.png|console"),
    "remote-image-on-paper": (
        STYLE,
        "@media print { body { background-image: url(https://example.org/p.png); } }",
        "page",
        "p.png|console",
        "print",
    ),
    "far-image": (
        MORE,
        '<div style="block-size: 50000px"></div><img loading="lazy" alt="Karta" src="http://127.0.0.1:9/far.png">',
        "page",
        "far.png|console",
    ),
    "call-ahead": (
        "<title>",
        '<link rel="preconnect" href="https://example.org"><title>',
        "page",
        "a call ahead",
    ),
    "unseen-focus": (
        STYLE,
        "summary:focus-visible { outline: none; }",
        "keyboard light",
        "without an outline: <summary>",
    ),
    "unseen-focus-in-the-dark": (
        STYLE,
        "@media (prefers-color-scheme: dark) { a:focus-visible { outline-color: #333; } }",
        "dark",
        "outline below 3:1",
    ),
    "hidden-focus": (
        MORE,
        '<p style="opacity: 0"><a href="#content">dold</a></p>',
        "keyboard",
        "not seen while it has focus",
    ),
    "covered-focus": (
        STYLE,
        "header { position: fixed; inset: 0 0 auto; block-size: 200px; background: var(--paper); }",
        "keyboard",
        "covered, or outside",
    ),
    "unreachable": (
        MORE,
        '<p><a href="#content" tabindex="-1">svåråtkomlig</a></p>',
        "keyboard",
        "Tab does not reach <a",
    ),
    "unreachable-button": (
        MORE,
        '<p><span role="button">Tryck här</span></p>',
        "keyboard",
        "Tab does not reach <span",
    ),
    "inside-what-does-not-open": (
        "<details><summary>Mer</summary>",
        "<details inert><summary>Mer</summary>",
        "keyboard",
        "Tab does not reach <summary",
    ),
    "unreachable-scroller": (
        MORE,
        '<div class="wide" style="block-size: 3rem; inline-size: 5rem; overflow: auto"><p style="inline-size: 20rem">En lång rad, och en till.</p></div>',
        "light",
        "scrollable-region-focusable",
    ),
    "no-skip-link": (
        '<a href="#content">Hoppa till innehållet</a>',
        '<nav><a href="a.html">Början</a></nav>',
        "keyboard",
        "no skip link",
    ),
    "lost-skip-link": (
        '<a href="#content">Hoppa',
        '<a href="#contents">Hoppa',
        "keyboard light",
        "skip|region",
    ),
    "script": (MORE, "<script>console.log(document.title)</script>", "page", "a script: <script>"),
    "script-in-attribute": (MORE, '<p onclick="print()">Skriv ut</p>', "page", "a script in onclick"),
    "script-in-address": (
        MORE,
        '<p><a href="javascript:print()">Skriv ut</a></p>',
        "page",
        "a script in href",
    ),
    "refused-by-policy": (
        "<title>",
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="stylesheet" href="other.css"><title>""",
        "page",
        "console: .*violates|asks for .*other.css",
    ),
}


def test_sound_page_has_no_fault(reader, tmp_path):
    (tmp_path / "page.html").write_text(SOUND, encoding="utf-8")
    assert reader.findings(tmp_path / "page.html") == []


@pytest.mark.parametrize("name", PLANTED)
def test_planted_fault_is_found_and_nothing_else(name, reader, tmp_path):
    old, new, where, what, *also = PLANTED[name]
    assert SOUND.count(old) == 1
    (tmp_path / "page.html").write_text(SOUND.replace(old, new), encoding="utf-8")
    modes = [mode for mode in MODES if mode in {"light", *where.split(), *also}]
    found = reader.findings(tmp_path / "page.html", modes=modes)
    assert {re.match(r"page\.html \[(\w+)\]", one)[1] for one in found} == set(where.split())
    assert [one for one in found if not re.search(what, one)] == []


def test_page_of_a_site_may_take_files_of_the_site(reader, tmp_path):
    (tmp_path / "site" / "place").mkdir(parents=True)
    page = tmp_path / "site" / "place" / "index.html"
    page.write_text(
        SOUND.replace("<title>", '<link rel="stylesheet" href="../style.css"><title>'), encoding="utf-8"
    )
    (tmp_path / "site" / "style.css").write_text("p { margin: 0; }", encoding="utf-8")
    assert reader.findings(page, site=tmp_path / "site", modes=["light"]) == []
    assert [one.rpartition("/")[2] for one in reader.findings(page, modes=["light"])] == ["style.css"]


@pytest.mark.parametrize("which", [".soft", "td:last-child"])
def test_axe_core_and_the_probe_both_see_a_faint_text(which, reader, tmp_path):
    """The probe alone where axe-core is not asked of colours, or sees others than the reader."""
    page = tmp_path / "page.html"
    page.write_text(SOUND.replace(STYLE, which + " { color: #888; background: #777; }"), encoding="utf-8")
    for colours, by_axe in ((True, ["light", "dark", "print"]), (False, [])):
        found = [one.partition(": ")[0] for one in reader.findings(page, colours=colours)]
        assert [one for one in found if one.endswith(" color-contrast")] == [
            f"page.html [{mode}] color-contrast" for mode in by_axe
        ]
        assert [one for one in found if not one.endswith(" color-contrast")] == [
            f"page.html [{mode}] text below 4.5:1" for mode in MODES if mode != "forced"
        ]
