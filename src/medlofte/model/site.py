"""What lies in a published folder: every file with its digest, and what it was made from."""

from typing import Literal

from medlofte.model.record import Record


class SiteFile(Record):
    """One published file.

    Attributes:
        path: Its name from the top of the folder.
        sha256: SHA-256 of its bytes.
        size: How many bytes.
        release: The release that it shows: ``gotland/2021 r1``; empty where it shows several.
    """

    path: str
    sha256: str
    size: int
    release: str = ""


class SiteUnit(Record):
    """Files that are made together, and made again only where what they are made from has changed.

    Attributes:
        name: The release or the series; empty for what shows everything.
        key: Digest of everything that the files are made from: releases, reports, settings, program.
        release: The releases that the files are made from.
        file: The files.
    """

    name: str
    key: str
    release: tuple[str, ...] = ()
    file: tuple[SiteFile, ...] = ()


class Manifest(Record):
    """The file ``manifest.json``: every other file of the folder.

    Attributes:
        type: ``medlofte/site``.
        version: The version of this record: 1.
        tool: The program that made every file.
        drafts: Whether texts that are not released are shown too.
        unit: What was made, in groups.
    """

    type: Literal["medlofte/site"]
    version: Literal[1]
    tool: str
    drafts: bool = False
    unit: tuple[SiteUnit, ...] = ()

    def files(self) -> dict[str, SiteFile]:
        """Every file by its path."""
        return {file.path: file for unit in self.unit for file in unit.file}
