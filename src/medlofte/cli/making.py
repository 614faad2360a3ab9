"""Make a release, step by step: each step finds out whether it was done already, so that a killed run is finished."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from medlofte.cli.bundling import bundle
from medlofte.cli.files import put_into_git
from medlofte.cli.release_log import log_of, period_log, series_log
from medlofte.cli.review import Review, findings_of, reviewed
from medlofte.cli.session import Session
from medlofte.core.plan import World, release_obstacles
from medlofte.core.verify import verify
from medlofte.core.verify_tag import digest_line
from medlofte.errors import RefusedError, UsageError, WorldError
from medlofte.message import Message, say
from medlofte.model.approval import Text
from medlofte.model.evidence import CHANGELOG, RELEASE, Outcome
from medlofte.model.ref import parse_ref
from medlofte.model.release import Release
from medlofte.store.bundle import pack
from medlofte.store.evidence import gather
from medlofte.store.git import Objects, head, knows_committer, make_tag, read_tag
from medlofte.store.source import sha256
from medlofte.store.workspace import clear, replace


@dataclass(frozen=True, slots=True)
class Making:
    """A release on its way.

    Attributes:
        root: The top of the register.
        found: The document.
        target: Where the bundle goes.
        obstacles: What is in the way.
        begun: The record that an earlier run has written for this very text.
        tagged: Whether the tag is there.
    """

    root: Path
    found: Review
    target: Path
    obstacles: tuple[Message, ...]
    begun: Release | None
    tagged: bool

    @property
    def tag(self) -> str:
        """The name of the tag."""
        return f"{self.found.text.name}/r{self.found.text.number}"

    @property
    def shown(self) -> str:
        """Where the bundle goes, from the top of the register where it lies within."""
        inside = self.target.is_relative_to(self.root)
        return self.target.relative_to(self.root).as_posix() if inside else str(self.target)

    def steps(self) -> Iterator[Message]:
        """What is left to do, in order."""
        name = self.found.text.name
        if not self.tagged:
            yield say("Will write {folder}/ and {log}", folder=self.found.folder, log=log_of(name))
            yield say("Will commit them, and tag the commit {tag}", tag=self.tag)
        if not (self.tagged and self.target.exists()):
            yield say("Will put the bundle into {file}", file=self.shown)


def prepare(session: Session, ref: str, dist: Path) -> Making:
    """Find out how things stand, and everything that is in the way.

    Raises:
        UsageError: The reference names neither the text as it stands nor a release.
    """
    root = session.folder().root
    found = reviewed(session, ref)
    objects = Objects(root)
    tag = read_tag(objects, f"{found.text.name}/r{found.text.number}")
    begun = found.release
    taken = tag is not None and (begun is None or not _names(tag.message, found.files[RELEASE]))
    text = f"agreements/{found.text.name}.toml"
    listed = found.register.signatories()
    world = World(
        objects.differing(root, [text]),
        knows_committer(root),
        f"{found.text.name}/r{found.text.number}" if taken else "",
        listed.signatories if listed else None,
        session.now,
    )
    done = tag is not None and not taken
    revision = parse_ref(ref).revision
    if revision and not (done and revision == f"r{found.text.number}"):
        raise UsageError(
            say("only the text as it stands is released, not one of another revision"),
            hint=say("leave out @{revision}", revision=revision),
        )
    obstacles = (
        () if done else tuple(release_obstacles(found.text, found.approval, findings_of(found), world))
    )
    file = f"{found.text.name.replace('/', '-')}-r{found.text.number}.zip"
    return Making(root, found, root / dist / file, obstacles, begun, done)


def _names(message: str, release: bytes) -> bool:
    return message.rstrip().rpartition("\n")[2] == digest_line(sha256(release))


def finish(session: Session, making: Making) -> None:
    """Do what is left to do, and tell it.

    Raises:
        RefusedError: What was put together does not verify; nothing was written.
        WorldError: git or the disk failed; the next run goes on from there.
    """
    found, root = making.found, making.root
    released_at = making.begun.released_at if making.begun else session.now
    changelog = period_log(root, found, making.begun)
    files = bundle(found, changelog, released_at)
    if making.tagged:
        _finish_bundle(session, making, files)
        return
    _check(files)
    clear(root, found.folder, ())
    made = {f"{found.folder}/{name}": files[name] for name in (CHANGELOG, RELEASE)}
    made[log_of(found.text.name)] = series_log(found).encode()
    for name in replace(root, made):
        session.note(say("wrote {file}", file=name))
    _commit(session, making, list(made))
    _tag(session, making, changelog, files[RELEASE])
    _put_bundle(session, making, files)
    session.note(
        say(
            "Released. Next: git push --follow-tags; anyone can check it with: medlofte verify {tag}",
            tag=_ref(making),
        )
    )


def _ref(making: Making) -> str:
    return f"{making.found.text.name}@r{making.found.text.number}"


def _finish_bundle(session: Session, making: Making, files: dict[str, bytes]) -> None:
    """The tag is there; the bundle may be missing, and must be the one that was released."""
    if files[RELEASE] == making.found.files[RELEASE]:
        _put_bundle(session, making, files)
        session.note(say("{name} is released already", name=_ref(making)))
        return
    tool = making.begun.tool if making.begun else ""
    if making.target.exists():
        session.note(say("{name} is released already", name=_ref(making)))
        return
    raise WorldError(
        say(
            "{name} is released already, but its bundle cannot be made again here, byte for byte",
            name=_ref(making),
        ),
        hint=say("get it from where it was published, or make it with {tool}, which released it", tool=tool),
    )


def _check(files: dict[str, bytes]) -> None:
    """Nothing leaves this program that it would not itself verify."""
    verdict = verify(gather(files))
    if verdict.outcome is Outcome.FAILS:
        wrong = next((step.said for step in verdict.steps if step.answer == "no"), say("unknown"))
        raise RefusedError(
            say("the release would not verify: {why}", why=wrong),
            hint=say("nothing was written; please report this with the text, if you may show it"),
        )


def _commit(session: Session, making: Making, made: list[str]) -> None:
    """Commit what was made, with the sign-offs that are not committed yet."""
    beside = [f"{making.found.folder}/{name}" for name in making.found.files]
    wanted = Objects(making.root).differing(making.root, dict.fromkeys((*made, *beside)))
    if not wanted:
        return
    title = f"Release {making.found.text.name} r{making.found.text.number}"
    put_into_git(session, list(wanted), title)


def _tag(session: Session, making: Making, changelog: bytes, release: bytes) -> None:
    """Tag the commit, unless the git of a run that was killed has done so by now."""
    root = making.root
    try:
        signed = make_tag(root, making.tag, head(root), message_of(making.found.text, changelog, release))
    except WorldError:
        tag = read_tag(Objects(root), making.tag)
        if tag is None or not _names(tag.message, release):
            raise
        signed = tag.signed
    session.note(
        say("tagged {tag}, signed by git", tag=making.tag) if signed else say("tagged {tag}", tag=making.tag)
    )


def message_of(text: Text, changelog: bytes, release: bytes) -> str:
    """The message of the tag: the changelog of the period, and what binds the name to the release."""
    return f"{text.name} r{text.number}\n\n{changelog.decode()}\n{digest_line(sha256(release))}\n"


def _put_bundle(session: Session, making: Making, files: dict[str, bytes]) -> None:
    for _ in replace(making.target.parent, {making.target.name: pack(files)}):
        session.note(say("wrote {file}", file=making.shown))
