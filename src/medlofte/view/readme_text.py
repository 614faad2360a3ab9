"""``LAS-MIG.txt``: how to check a bundle with programs that are on most computers, and nothing of medlofte.

The commands are fixed; a test runs them as they stand here.
"""

from collections.abc import Iterator, Sequence

from medlofte.message import Message, say
from medlofte.model.evidence import ALLOWED, RELEASE, SUMS, TEXT, Check
from medlofte.model.release import Signer
from medlofte.model.signoff import NAMESPACE
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
    yield from _wrapped(words, say("{file} is the text that was signed. Who signed it:", file=TEXT))
    for signer in signers:
        yield from _bullet(signer_line(signer, words))
    yield ""
    yield from _wrapped(words, _ABOUT)
    yield ""
    yield from _step(
        words, 1, say("Is every file here as it was released?"), [f"sha256sum --strict --check {SUMS}"]
    )
    yield from _step(words, 2, _KEYS, [_verify(check) for check in checks])
    yield from _wrapped(words, _BOUND, indent=3)
    yield f"   grep text_sha256 signoffs/*.toml && sha256sum {TEXT}"
    yield ""
    tag = f"{name}/r{number}"
    yield from _step(words, 3, _TAG, [f"git cat-file tag {tag} | tail -n 1", f"sha256sum {RELEASE}"])
    yield from _wrapped(
        words, say("Where the tag is signed, git says by whom: git verify-tag {tag}", tag=tag), indent=3
    )
    yield ""
    yield from _wrapped(words, say("All at once, and more, with medlofte: medlofte verify FILE.zip"))


_ABOUT = say(
    "Run the commands in the folder that this file was unpacked into. They need sha256sum, and ssh-keygen of OpenSSH "
    "9.1 or later. They tell whether the files and the signatures are unchanged; whether a person held the office, and "
    "whether a key is that person's, is for the list of signatories that both parties have signed along."
)
_KEYS = say(
    "Did the listed keys make these signatures, while in force? (One command for each; none for what is only noted.)"
)
_BOUND = say("Each record names the text by its SHA-256. These two must tell the same number:")
_TAG = say("Is it what the register tagged? In a clone of the register, compare the two numbers:")


def _verify(check: Check) -> str:
    return (
        f"ssh-keygen -Y verify -f {ALLOWED} -I {check.principal} -n {NAMESPACE} "
        f"-O verify-time={check.time} -s {check.path}.sig < {check.path}"
    )


def _step(words: Catalog, number: int, what: Message, commands: Sequence[str]) -> Iterator[str]:
    yield from _bullet(words.say(what), f"{number}. ")
    for command in commands:
        yield f"   {command}"
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
