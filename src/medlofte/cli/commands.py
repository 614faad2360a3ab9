"""All commands with their one-line description, in the order of the work."""

from typing import NamedTuple

from medlofte.message import Message, say


class Entry(NamedTuple):
    """One command as the overview shows it."""

    name: str
    about: Message


class Group(NamedTuple):
    """Commands that belong to one step of the work."""

    title: Message
    entries: tuple[Entry, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        say("Start and draft"),
        (
            Entry("init", say("start a register of agreements in a new or existing git repository")),
            Entry("new", say("write the first document of a series from a template")),
            Entry("new-period", say("renew: draft the next period with a decision for every old pledge")),
        ),
    ),
    Group(
        say("Read and check"),
        (
            Entry("status", say("what needs doing, most urgent first; also as a calendar")),
            Entry("list", say("all documents with period, pledges and state")),
            Entry("show", say("one document as people read it")),
            Entry("check", say("every fault of every file, with line, reason and remedy")),
            Entry("rules", say("all rules, or one explained")),
        ),
    ),
    Group(
        say("Compare and tell"),
        (
            Entry("diff", say("what changed between two documents, pledge by pledge")),
            Entry("changelog", say("the life of the pledges, period by period")),
            Entry("history", say("each pledge through all its periods, with a small chart")),
        ),
    ),
    Group(
        say("Sign and release"),
        (
            Entry("sign-off", say("sign a text, decline it, or see who is missing")),
            Entry("release", say("make the tagged release of a text that everybody has signed")),
            Entry("verify", say("check a release or a bundle, years later, without network")),
        ),
    ),
    Group(
        say("Follow up"),
        (Entry("follow-up", say("report how the pledges went: one by one, from a file or by options")),),
    ),
    Group(
        say("Publish"),
        (
            Entry("publish", say("accessible pages, documents, data and feeds of all releases")),
            Entry("export", say("the pledges as data: CSV, Excel, JSON, SQLite")),
        ),
    ),
    Group(
        say("Other"),
        (
            Entry("schema", say("JSON Schema of the file formats, for editors and programs")),
            Entry(
                "demo", say("walk through the whole on the real Gotland agreements, in a throw-away folder")
            ),
        ),
    ),
)
NAMES: tuple[str, ...] = tuple(entry.name for group in GROUPS for entry in group.entries)
