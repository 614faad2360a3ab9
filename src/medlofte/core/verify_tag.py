"""The tag of a release and the history it stands in: a pointer, checked apart from the release itself."""

from collections.abc import Iterator

from medlofte.message import say
from medlofte.model.evidence import RELEASE, Answer, Evidence, Step, TagFacts

_NO, _YES = Answer.NO, Answer.YES


def digest_line(sha256: str) -> str:
    """The last line of a tag's message: what binds the name to ``release.toml``."""
    return f"release.toml sha256:{sha256}"


def tag_steps(evidence: Evidence, tag: TagFacts) -> Iterator[Step]:
    """Whether the tag is annotated, bears its own name, names this release, and still stands in the history."""
    wrong = []
    if tag.kind != "tag":
        wrong.append(say("it is a light tag, which anyone can move without a trace"))
    else:
        if tag.inner_name != tag.name:
            wrong.append(say("the tag object calls itself '{name}'", name=tag.inner_name))
        if tag.target_kind != "commit":
            wrong.append(say("it points at a {kind}, not at a commit", kind=tag.target_kind))
        if tag.message.rstrip().rpartition("\n")[2] != digest_line(evidence.digests.get(RELEASE, "")):
            wrong.append(say("its message names another release.toml"))
    yield Step(_NO if wrong else _YES, say("the tag {tag} names this release", tag=tag.name), tuple(wrong))
    said = say("the branch holds the same release.toml as the tag")
    if not tag.has_branch:
        yield Step(Answer.UNCHECKED, said, (say("HEAD names a branch that is not here"),))
    elif tag.on_branch is None:
        yield Step(_NO, said, (say("the branch has none: the tag was moved, or history was rewritten"),))
    else:
        same = tag.on_branch == evidence.files.get(RELEASE)
        why = () if same else (say("it has another: the tag was moved, or the file changed"),)
        yield Step(_YES if same else _NO, said, why)
    why = () if tag.reachable else (say("no branch leads to the tagged commit: history was rewritten"),)
    yield Step(_YES if tag.reachable else _NO, say("the tagged commit is part of the history"), why)
