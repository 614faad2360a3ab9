"""What counts as an address that others may follow: of the web and of e-mail, in plain ASCII; and what stands for good.

Browsers, readers of feeds and catalogues of data differ in what they make of anything else. A browser copies other
letters in this form. All is said by patterns, since editors check them too, by the schema of the settings: the port of
``urllib.parse`` and its kind would be a second truth beside them.
"""

import re
from typing import Annotated

from msgspec import Meta

#: RFC 1123, 2.1: letters, digits and hyphens within, 63 at most; a name from IDNA is such a label too. The last begins
#: with a letter, so that no name looks like a number; of all 253 signs at most.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_NAME = rf"(?=[A-Za-z0-9.-]{{1,253}}(?![A-Za-z0-9.-]))(?:{_LABEL}\.)*(?=[A-Za-z]){_LABEL}(?![A-Za-z0-9.-])"
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_PORT = r"(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})(?![0-9])"
_ORIGIN = rf"https?://(?:{_NAME}|{_OCTET}(?:\.{_OCTET}){{3}}(?![A-Za-z0-9.-]))(?::{_PORT})?"
_SIGN = r"(?:[A-Za-z0-9._~!$&()*+,;=:@-]|%[0-9A-Fa-f]{2})"
#: Neither ``.`` nor ``..``, however they are written: what is put behind would lie elsewhere.
_SEGMENT = rf"(?!(?:\.|%2[Ee]){{1,2}}(?:/|$)){_SIGN}+"
_SITE = rf"{_ORIGIN}(?:/{_SEGMENT})*/?"
_WEB = rf"{_ORIGIN}(?:/(?:{_SIGN}|/)*)?(?:\?(?:{_SIGN}|[/?])*)?(?:#(?:{_SIGN}|[/?])*)?"
_ATOM = r"[A-Za-z0-9_+-]+"
_MAIL = rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_NAME}"
_DAY = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_UUID = r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LASTING = rf"(?:{_UUID}|tag:(?:{_MAIL}|{_NAME}),{_DAY}:(?:{_SIGN}|[/?])*)"

#: Where pages lie: more is put behind it, so it has no query and no fragment; or empty.
SiteAddress = Annotated[str, Meta(pattern=rf"^(?:{_SITE})?$(?!\n)")]
#: What a link or an IRI may be; or empty.
WebAddress = Annotated[str, Meta(pattern=rf"^(?:{_WEB})?$(?!\n)")]
#: An e-mail address; or empty.
MailAddress = Annotated[str, Meta(pattern=rf"^(?:{_MAIL})?$(?!\n)")]
#: What stands for something wherever it lies: a UUID (RFC 9562) or a tag (RFC 4151); or empty.
LastingName = Annotated[str, Meta(pattern=rf"^(?:{_LASTING})?$(?!\n)")]


def is_site(text: str) -> bool:
    """Whether a text is an address that pages may lie under."""
    return re.fullmatch(_SITE, text) is not None


def is_web(text: str) -> bool:
    """Whether a text is an address of the web that can be linked to."""
    return re.fullmatch(_WEB, text) is not None


def is_mail(text: str) -> bool:
    """Whether a text is an e-mail address."""
    return re.fullmatch(_MAIL, text) is not None
