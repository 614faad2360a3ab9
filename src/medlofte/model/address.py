"""What counts as an address that others may follow: of the web and of e-mail, in plain ASCII.

Browsers, readers of feeds and catalogues of data differ in what they make of anything else. A browser copies other
letters in this form.
"""

import re
from typing import Annotated

from msgspec import Meta

_NAME = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
_SIGN = r"(?:[A-Za-z0-9._~!$&()*+,;=:@/-]|%[0-9A-Fa-f]{2})"
_SITE = rf"https?://{_NAME}(?::[0-9]{{1,5}})?(?:/{_SIGN}*)?"
_WEB = rf"{_SITE}(?:\?(?:{_SIGN}|\?)*)?(?:#(?:{_SIGN}|\?)*)?"
_MAIL = rf"[A-Za-z0-9._+-]+@{_NAME}"

#: Where pages lie: more is put behind it, so it has no query and no fragment; or empty.
SiteAddress = Annotated[str, Meta(pattern=rf"^(?:{_SITE})?$(?!\n)")]
#: What a link or an IRI may be; or empty.
WebAddress = Annotated[str, Meta(pattern=rf"^(?:{_WEB})?$(?!\n)")]
#: An e-mail address; or empty.
MailAddress = Annotated[str, Meta(pattern=rf"^(?:{_MAIL})?$(?!\n)")]


def is_site(text: str) -> bool:
    """Whether a text is an address that pages may lie under."""
    return re.fullmatch(_SITE, text) is not None


def is_web(text: str) -> bool:
    """Whether a text is an address of the web that can be linked to."""
    return re.fullmatch(_WEB, text) is not None


def is_mail(text: str) -> bool:
    """Whether a text is an e-mail address."""
    return re.fullmatch(_MAIL, text) is not None
