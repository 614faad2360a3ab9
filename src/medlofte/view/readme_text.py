"""``LAS-MIG.txt``: how to check a bundle with programs that are on most computers, and nothing of medlofte.

The commands are fixed; a test runs them as they stand here.
"""

from collections.abc import Iterator, Sequence

from medlofte.message import Message, say
from medlofte.model.evidence import ALLOWED, SUMS, TEXT, Check
from medlofte.model.release import Signer
from medlofte.model.signoff import NAMESPACE, Method
from medlofte.view.catalog import Catalog, catalog
from medlofte.view.signers import signer_line
from medlofte.view.values import one_line

_WIDTH = 78


def render(
    name: str, number: int, title: str, code: str, signers: Sequence[Signer], checks: Sequence[Check]
) -> str:
    """The text, in Swedish and then in English."""
    parts = [_in(catalog(language), name, number, title, code, signers, checks) for language in ("sv", "en")]
    return ("\n" + "=" * _WIDTH + "\n\n").join("".join(f"{line}\n" for line in part) for part in parts)


def _in(
    words: Catalog,
    name: str,
    number: int,
    title: str,
    code: str,
    signers: Sequence[Signer],
    checks: Sequence[Check],
) -> Iterator[str]:
    yield f"{one_line(title)}"
    yield words.say(say("{name} r{number} · control code {code}", name=name, number=number, code=code))
    yield ""
    noted = all(signer.method is Method.NOTED for signer in signers)
    yield from _wrapped(words, _first(noted=noted))
    for signer in signers:
        yield from _bullet(signer_line(signer, words))
    yield ""
    yield from _wrapped(words, _ABOUT)
    yield from _wrapped(words, _UNSIGNED if noted else _LIST)
    yield ""
    yield from _step(words, 1, _WHOLE, [f"sha256sum --strict --check {SUMS}"])
    yield from _step(words, 2, _KEYS, [command for check in checks for command in _asked(check)])
    tag = f"{name}/r{number}"
    yield from _step(words, 3, _TAG, [_tagged(tag)])
    yield from _wrapped(
        words, say("Where the tag is signed, git says by whom: git verify-tag {tag}", tag=tag), indent=3
    )
    yield ""
    yield from _wrapped(words, say("All at once, and more, with medlofte: medlofte verify FILE.zip"))


_ABOUT = say(
    "Run the commands in the folder that this file was unpacked into. They need sha256sum, ssh-keygen of OpenSSH 9.1 "
    "or later, and git for the last; each succeeds for a yes and fails for a no."
)
_LIST = say(
    "They tell whether the files and the signatures are unchanged. Whether a person held the office, and whether a key "
    "is that person's, is for the list of signatories, which every signature with a key covers too."
)
_UNSIGNED = say("They tell whether the files are unchanged. Nobody has put a key to any of them.")
_WHOLE = say("Is every file here as it was released? (A file that is not named is no part of the release.)")
_KEYS = say(
    "Did the listed keys make these signatures, while in force? And does each record say yes to this very text? (What "
    "is only noted has no signature.)"
)
_TAG = say("Is it what the register tagged? Get the register first: git clone ADDRESS ../register")


def _first(*, noted: bool) -> Message:
    if noted:
        return say(
            "{file} retells or copies a text that was signed elsewhere. Who signed it, as told:", file=TEXT
        )
    return say("{file} is the text that was signed. Who signed it:", file=TEXT)


def _asked(check: Check) -> Iterator[str]:
    if check.principal:
        yield _verify(check)
    yield _bound(check)


def _verify(check: Check) -> str:
    return (
        f"ssh-keygen -Y verify -f {ALLOWED} -I {check.principal} -n {NAMESPACE} "
        f"-O verify-time={check.time} -s {check.path}.sig < {check.path}"
    )


def _bound(check: Check) -> str:
    line = f'text_sha256 = \\"$(sha256sum < {TEXT} | cut -c -64)\\"'
    return f"""grep -x "{line}" {check.path} && grep -x 'decision = "approve"' {check.path}"""


def _tagged(tag: str) -> str:
    last = r"sed '/^-----BEGIN /,$d' | tail -n 1 | sed -n 's/^release.toml sha256:\(.*\)$/\1  release.toml/p'"
    return f"git -C ../register cat-file tag {tag} | {last} | sha256sum --strict --check"


def _step(words: Catalog, number: int, what: Message, commands: Sequence[str]) -> Iterator[str]:
    """One question and its commands, which alone stand so far in."""
    yield from _bullet(words.say(what), f"{number}. ")
    for command in commands:
        yield f"      {command}"
    yield ""


def _wrapped(words: Catalog, said: Message, indent: int = 0) -> Iterator[str]:
    yield from _bullet(words.say(said), " " * indent)


def _bullet(text: str, lead: str = "- ") -> Iterator[str]:
    import textwrap

    yield from textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )
