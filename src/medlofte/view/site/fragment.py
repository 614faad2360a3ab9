"""What makes a document fit to be pasted into a page of another system."""

import re

#: Where a page names a part of itself or leads to one. Quotation marks of a text are escaped, so none of it is met.
_NAMED = re.compile(r'\b(?:id|aria-labelledby)="|\bhref="#|="fill:url\(#')


def pasted(page: str, document: str) -> bytes:
    """A document in signs that every encoding has, its names unlike those of all others on the same page.

    Args:
        page: The document as HTML.
        document: Its name.
    """
    own = document.replace("/", ".")
    return _NAMED.sub(lambda hit: f"{hit[0]}{own}.", page).encode("ascii", "xmlcharrefreplace")
