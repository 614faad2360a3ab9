"""What a document says could not be read: absent there is not the same as given up."""

from medlofte.model.agreement import Agreement
from medlofte.model.source import Origin


class Hidden:
    """The places of one document that are declared unknown."""

    def __init__(self, document: Agreement) -> None:
        self._at = tuple(tuple(item.at.split(".")) for item in document.provenance.unknown)
        self.list_goes_on = ("pledge",) in self._at
        self.retold = document.provenance.of is Origin.RETOLD

    def __bool__(self) -> bool:
        return bool(self._at)

    def area(self, area: str) -> bool:
        """Whether the pledges of an area are unknown."""
        return ("area", area) in self._at

    def at(self, path: str) -> bool:
        """Whether what stands (or would stand) at a key path is unknown.

        A declared path may leave out the id: ``pledge.target`` covers the numbers of every pledge and its measures.
        """
        return bool(self._at) and any(_covers(at, tuple(path.split("."))) for at in self._at)


def _covers(at: tuple[str, ...], path: tuple[str, ...]) -> bool:
    if at == path[: len(at)]:
        return len(at) > 1 or len(path) == 1 or at[0] != "pledge"
    return len(at) == 2 and len(path) > 2 and path[0] == at[0] and at[1] in (path[2], path[-1])
