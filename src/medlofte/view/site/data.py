"""The data beside the pages: that over everything under ``data/``, and that of each release beside its page."""

from medlofte.message import say
from medlofte.model.publication import Edition, Publication
from medlofte.model.row import FORMAT, Tables
from medlofte.view import dcat
from medlofte.view.catalog import catalog
from medlofte.view.data import encode, schema_of
from medlofte.view.dcat import Distribution
from medlofte.view.site import addresses

SCHEMA, DESCRIPTION = "loften.schema.json", "dataset.rdf"
#: The files that hold the data, as pages and catalogues name them.
FILES = (
    Distribution("loften.csv", "text/csv", say("CSV for programs: commas, every text as it is")),
    Distribution("loften-excel.csv", "text/csv", say("CSV for Excel: semicolons, opens by a double click")),
    Distribution(
        "loften.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        say("Workbook, with areas and reports on sheets of their own"),
    ),
    Distribution("loften.json", "application/json", say("JSON, with areas, documents and reports")),
    Distribution("loften.jsonl", "application/jsonl", say("JSON, one pledge a line")),
    Distribution("loften.sqlite", "application/vnd.sqlite3", say("SQLite database with full-text search")),
)


def files(tables: Tables, publication: Publication) -> dict[str, bytes]:
    """The data over everything, by address.

    Args:
        tables: The rows of all that is published.
        publication: What it is made from; where something hinders the description for catalogues, that is left out.
    """
    from medlofte.view.table import csv, jsonl, sqlite, xlsx

    settings = publication.settings
    found = {
        "loften.csv": csv.plain(tables),
        "loften-excel.csv": csv.excel(tables),
        "loften.xlsx": xlsx.render(tables, settings.name, settings.publisher, catalog(settings.language)),
        "loften.json": encode(tables),
        "loften.jsonl": jsonl.render(tables),
        "loften.sqlite": sqlite.render(tables),
        SCHEMA: encode(schema_of(Tables, FORMAT)),
    }
    if dcat.can_describe(publication):
        found[DESCRIPTION] = dcat.describe(publication, FILES)
    return {addresses.data(name): data for name, data in found.items()}


def release_files(edition: Edition) -> dict[str, bytes]:
    """The data of one release, by address: its text, and the whole document as JSON, just as its bundle holds them."""
    return {
        addresses.file(edition.name, edition.release, "toml"): edition.source,
        addresses.file(edition.name, edition.release, "json"): encode(edition.agreement),
    }
