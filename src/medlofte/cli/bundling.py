"""Put the bundle of a release together: every file by its name, each made from what was signed and nothing else."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from medlofte import __version__
from medlofte.cli.review import Review
from medlofte.core.control_code import control_code
from medlofte.core.stock import allowed_signers, checks
from medlofte.model.evidence import ALLOWED, CHANGELOG, DATA, PAGE, PDF, README, RELEASE, SUMS, TEXT, sums
from medlofte.model.release import Release, ReleasedFile
from medlofte.store.layout import dump
from medlofte.store.signoffs import SIGNATURE
from medlofte.store.source import sha256
from medlofte.view.catalog import catalog

if TYPE_CHECKING:
    from medlofte.view.reading import Reading


def bundle(found: Review, changelog: bytes, released_at: dt.datetime) -> dict[str, bytes]:
    """The files of a bundle; the same bytes for the same sign-offs, changelog and time.

    Args:
        found: The document, approved.
        changelog: The changelog of its period.
        released_at: When it is, or was, released.
    """
    files = {
        TEXT: found.source,
        CHANGELOG: changelog,
        **_signed(found),
        **_copies(found, changelog, released_at),
        ALLOWED: allowed_signers(found.approval.counted, found.rosters).encode(),
        README: _readme(found),
    }
    release = Release(
        type="medlofte/release",
        version=1,
        agreement=found.text.name,
        release=found.text.number,
        text_sha256=found.text.sha256,
        control_code=control_code(found.text.sha256),
        released_at=released_at,
        tool=f"medlofte {__version__}",
        parties=found.register.settings.policy.parties,
        supersedes_sha256=found.text.supersedes,
        previous=found.previous,
        signer=found.approval.signers,
        file=tuple(
            ReleasedFile(path=path, sha256=sha256(data), size=len(data))
            for path, data in sorted(files.items())
        ),
    )
    files[RELEASE] = dump(release).encode()
    files[SUMS] = sums({path: sha256(data) for path, data in files.items()}).encode()
    return files


def _signed(found: Review) -> dict[str, bytes]:
    """The sign-offs that count, and the lists of signatories that they name."""
    files: dict[str, bytes] = {}
    wanted = set()
    for held in found.approval.counted:
        files[held.path] = held.data
        if held.has_signature:
            files[held.path + SIGNATURE] = found.files[held.path + SIGNATURE]
        if held.signoff is not None:
            wanted.add(held.signoff.signatories_sha256)
    lists = {path: data for path, data in found.files.items() if path.startswith("signatories/")}
    return files | {path: data for path, data in lists.items() if sha256(data) in wanted}


def _copies(found: Review, changelog: bytes, made: dt.datetime) -> Mapping[str, bytes]:
    """The text as data, page and PDF."""
    from medlofte.view import pdf, reading_html
    from medlofte.view.data import encode

    item = copy_of(found, released=made.date())
    return {
        DATA: encode(found.agreement),
        PAGE: reading_html.render(item),
        PDF: pdf.render(item, made=made, changelog=changelog),
    }


def copy_of(found: Review, *, draft: bool = False, released: dt.date | None = None) -> "Reading":
    """The text as people read it, with its control code and those who have signed."""
    from medlofte.view.reading import reading

    return reading(
        found.agreement,
        catalog(found.agreement.language),
        name=found.text.name,
        release=found.text.number,
        code=control_code(found.text.sha256),
        signers=found.approval.signers,
        draft=draft,
        released=released,
    )


def _readme(found: Review) -> bytes:
    from medlofte.view.readme_text import render

    text = found.text
    code = control_code(text.sha256)
    signers, counted = found.approval.signers, found.approval.counted
    return render(text.name, text.number, found.agreement.title, code, signers, checks(counted)).encode()
