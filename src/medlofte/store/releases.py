"""Releases as git holds them: found by their tags, read as objects, given the names they have in a bundle."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from medlofte.errors import WorldError
from medlofte.message import say
from medlofte.model.agreement import Agreement
from medlofte.model.evidence import CHANGELOG, RELEASE, TEXT, Earlier, Evidence, TagFacts
from medlofte.model.ref import is_name, is_release
from medlofte.model.release import Release
from medlofte.model.signatories import Signatories
from medlofte.store.evidence import gather
from medlofte.store.git import PREFIX, Objects, Tag, read_tag
from medlofte.store.source import AGREEMENTS, SIGNATORIES, sha256
from medlofte.store.toml import decode

_FOLDERS = ("signoffs", "signatories")


class Releases:
    """The releases of the register that lies under a folder."""

    def __init__(self, root: Path) -> None:
        self.objects = Objects(root)
        self._reachable: frozenset[str] | None = None
        self._names: list[tuple[str, int]] | None = None
        self._roster_id: str | None = None

    def names(self) -> list[tuple[str, int]]:
        """Every release there is a tag of, sorted: document and number."""
        found = []
        for ref in self.objects.refs("refs/tags/"):
            name, _, last = ref.removeprefix("refs/tags/").rpartition("/")
            if "/" in name and is_name(name) and is_release(last):
                found.append((name, int(last[1:])))
        return sorted(found)

    def evidence(self, name: str, number: int) -> Evidence:
        """What the tag of a release leads to.

        Raises:
            WorldError: There is no such tag, or git cannot read what it leads to.
        """
        tag = read_tag(self.objects, f"{name}/r{number}")
        if tag is None:
            raise WorldError(
                say(
                    "{name} has no release r{number}: there is no tag {name}/r{number}",
                    name=name,
                    number=number,
                ),
                hint=say("see what there is with: medlofte list; get tags with: git fetch --tags"),
            )
        files = self.files(tag.target, name, number)
        release, _ = decode(files.get(RELEASE, b""), Release)
        return gather(
            files,
            name=name,
            number=number,
            tag=self._facts(tag, name, number),
            earlier=self._earlier(release),
        )

    def seen(self, name: str, number: int) -> str:
        """A digest of what verifying a release looks at in git: the same only where nothing of it has changed."""
        tag = self.objects.find(f"{PREFIX}{name}/r{number}")
        if tag is None:
            return ""
        if self._reachable is None:
            self._reachable = self.objects.reachable()
        if self._roster_id is None:
            roster = self.objects.find(f"HEAD:{self.objects.prefix}{SIGNATORIES}")
            self._roster_id = roster.id if roster else ""
        branch = self.objects.find(f"HEAD:{self.objects.prefix}{AGREEMENTS}/{name}/r{number}/{RELEASE}")
        leads = tag.data.partition(b"\n")[0].removeprefix(b"object ").decode() in self._reachable
        ids = (tag.id, self._roster_id, branch.id if branch else "", str(leads))
        return sha256(" ".join(ids).encode())

    def tagged(self, name: str, number: int) -> Mapping[str, bytes]:
        """Text, changelog and ``release.toml`` of a release by its tag; none where there is no such tag."""
        tag = read_tag(self.objects, f"{name}/r{number}")
        return self.files(tag.target, name, number, folders=()) if tag is not None else {}

    def files(
        self, commit: str, name: str, number: int, folders: Iterable[str] = _FOLDERS
    ) -> Mapping[str, bytes]:
        """The files of a release at a commit, by their names in a bundle; what is no plain file is left out.

        Args:
            commit: The commit.
            name: The document.
            number: The number of the release.
            folders: Those of its folders that are wanted too.
        """
        series, _, period = name.rpartition("/")
        top = f"{commit}:{self.objects.prefix}{AGREEMENTS}"
        release = f"{top}/{name}/r{number}"
        texts, beside = self._plain(f"{top}/{series}"), self._plain(release)
        ids = {TEXT: texts.get(f"{period}.toml"), **{path: beside.get(path) for path in (RELEASE, CHANGELOG)}}
        for folder in folders:
            ids |= {f"{folder}/{path}": id_ for path, id_ in self._plain(f"{release}/{folder}").items()}
        stored = {path: self.objects.find(id_) for path, id_ in ids.items() if id_}
        return {path: item.data for path, item in stored.items() if item is not None and item.kind == "blob"}

    def _plain(self, folder: str) -> dict[str, str]:
        """Ids of the plain files in a folder; what stands there twice is none, since git shows but one of the two."""
        inside = self.objects.folder(folder)
        times = Counter(entry.name for entry in inside)
        return {entry.name: entry.id for entry in inside if entry.is_file and times[entry.name] == 1}

    def _facts(self, tag: Tag, name: str, number: int) -> TagFacts:
        if self._reachable is None:
            self._reachable = self.objects.reachable()
        on_branch = self.objects.find(f"HEAD:{self.objects.prefix}{AGREEMENTS}/{name}/r{number}/{RELEASE}")
        return TagFacts(
            f"{name}/r{number}",
            tag.kind,
            tag.name,
            tag.target_kind,
            tag.message,
            tag.signed,
            tag.target in self._reachable,
            on_branch.data if on_branch is not None else None,
            self.objects.has_head(),
            self._roster(),
            self._before(tag, name, number),
        )

    def _before(self, tag: Tag, name: str, number: int) -> str:
        """The newest release that git has a tag of and that comes before: of the period, else of what it renews."""
        of, least = name, number - 1
        if number == 1:
            stored = self.objects.find(f"{tag.target}:{self.objects.prefix}{AGREEMENTS}/{name}.toml")
            agreement, _ = decode(stored.data, Agreement) if stored is not None else (None, ())
            of = agreement.renewal.of if agreement is not None and agreement.renewal else ""
            if of and self._names is None:
                self._names = self.names()
            numbers = [found for other, found in self._names or () if other == of]
            least = max(numbers, default=0)
        return f"{of} r{least}" if least and read_tag(self.objects, f"{of}/r{least}") is not None else ""

    def _roster(self) -> Signatories | None:
        """The list of signatories as the current branch has it."""
        stored = self.objects.find(f"HEAD:{self.objects.prefix}{SIGNATORIES}")
        return decode(stored.data, Signatories)[0] if stored is not None else None

    def _earlier(self, release: Release | None) -> Earlier | None:
        """What git has of the release before, by that one's own tag."""
        previous = release.previous if release is not None else None
        if previous is None or not is_name(previous.agreement):
            return None
        files = self.tagged(previous.agreement, previous.release)
        before, _ = decode(files.get(RELEASE, b""), Release)
        if before is None:
            return None
        return Earlier(
            before.text_sha256, {signer.person: signer.key for signer in before.signer if signer.key}
        )
