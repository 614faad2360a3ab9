"""The pages over everything: front page, archive, data, accessibility; and folders that only hold series."""

from collections.abc import Iterator, Mapping, Sequence

from medlofte.model.publication import Publication, Volume
from medlofte.view.site import archive, data_page, front, place, statement
from medlofte.view.site.frame import Frame


def pages(
    volumes: Sequence[Volume], publication: Publication, frame: Frame, sizes: Mapping[str, int]
) -> Iterator[tuple[str, bytes]]:
    """Every page over the whole publication, by its address.

    Args:
        volumes: Every series.
        publication: What is published.
        frame: What all pages share.
        sizes: How many bytes each file has that people may fetch, by its address.
    """
    yield front.page(frame, publication.day)
    yield archive.page(volumes, frame, publication.day)
    yield data_page.page(frame, publication.day, sizes)
    yield statement.page(frame, publication.day)
    for folder in frame.folders.values():
        if not folder.newest:
            yield place.index(frame, folder)
