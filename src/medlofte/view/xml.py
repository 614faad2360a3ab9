"""XML as feeds, descriptions and workbooks are made of: no text in it becomes markup or breaks it."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

#: Signs that no XML may hold, and the one that none would give back.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def legal(text: str) -> str:
    """Text with what no XML may hold spelt out."""
    return _ILLEGAL.sub(lambda hit: f"<U+{ord(hit[0]):04X}>", text)


def put(above: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Put an element into another; a ``__`` in the name of an attribute stands for its colon."""
    named = {name.replace("__", ":"): legal(value) for name, value in attributes.items()}
    element = SubElement(above, tag, named)
    element.text = legal(text) or None
    return element


def render(root: Element) -> bytes:
    """The whole as a file."""
    indent(root)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
