"""Open data: one flat row for each pledge of each document, with columns that stay as they are.

Keys are published as names of columns, and so are Swedish, in plain ASCII; what a column holds is told under its key.
"""

import datetime as dt
from typing import Final, Literal

from msgspec import field

from medlofte.model.pledge import Number
from medlofte.model.record import Record
from medlofte.model.row_codes import ComparisonCode, FateCode, KindCode, OutcomeCode, PerCode, PrecisionCode

FORMAT: Final = "medlofte/loften@1"


class Head(Record, kw_only=True, omit_defaults=False):
    """What a row says of its document.

    Attributes:
        dokument: The document: ``gotland/2021``.
        serie: Its series: ``gotland``.
        period: The label of its period: ``2021``.
        utgava: The number of the release that the text is; empty where it is none.
        kontrollkod: The control code of the text, as it is printed on the pages of a release.
        plats: The place the document is about, in words.
        titel: Title of the document.
        slag: What sort of agreement it is.
        period_start: First day of the period.
        period_slut: Last day of the period, inclusive; empty: until further notice, or not stated.
        period_exakthet: How exactly the text states these days, the coarser of the two; empty where there are none.
        sprak: Language of the text, as a code.
        aterberattad: Whether the document is retold from other sources, and so not the signed text.
        foregaende: The document before, against which ``ode`` is told; empty for the first.
    """

    document: str = field(name="dokument")
    series: str = field(name="serie")
    period: str
    release: int | None = field(name="utgava")
    code: str = field(name="kontrollkod")
    place: str = field(name="plats")
    title: str = field(name="titel")
    kind: KindCode = field(name="slag")
    first: dt.date | None = field(name="period_start")
    last: dt.date | None = field(name="period_slut")
    precision: PrecisionCode | None = field(name="period_exakthet")
    language: str = field(name="sprak")
    retold: bool = field(name="aterberattad")
    of: str = field(name="foregaende")


class Row(Head, kw_only=True):
    """One pledge in one document.

    Attributes:
        omrade_id: Id of the area of the pledge.
        omrade: Title of the area.
        omrade_over: Titles of the areas above it, outermost first.
        omrade_problem: The problem, as the area and those above it describe it.
        omrade_orsaker: The causes, likewise.
        omrade_avsikt: What the parties mean to do in the area as a whole, likewise.
        omrade_mal: The effect aimed at, likewise.
        lofte_id: Id of the pledge; the same through the periods of a series.
        nummer: The number or letter printed before it.
        rubrik: Its heading.
        lofte: The promise, verbatim.
        syfte: What it is for, in the words of the text.
        atgarder: What is to be done, verbatim: measures and shares of single parties, one a paragraph.
        ansvarig_id: Ids of those who promise.
        ansvarig: Their names.
        med_id: Ids of those who work along without promising.
        med: Their names.
        mal_varde: The first number that is promised.
        mal_jamforelse: How it binds; empty where the text gives the bare number.
        mal_enhet: What is counted.
        mal_per: What it is counted over; empty where the text does not say.
        mal_ovriga: Parts of that number, and further numbers, also of the measures, one a line.
        klart_senast: Last day.
        klart_senast_text: The deadline where the text gives no day.
        galler_sedan: The document in which the pledge began, or came back where it had ended in between; the oldest one
            that is told to hold it where the texts before are not here; empty where nothing tells.
        ode: How it came here: new, kept, changed and so on, against ``foregaende``, as the text itself tells where that
            document is not here; ``okant`` where it does not tell.
        ode_av: Ids in ``foregaende`` that it carries on; where another series moved it here, that document and its id
            there: ``storby/2021#fotpatruller``.
        ode_skal: Why, as the text tells it.
        darefter: What became of it in the document that follows; several where several documents tell of it.
        darefter_i: The documents that tell it, in the same order; of a pledge that moved to another document, that one.
        darefter_skal: Why, as they tell it, one a line.
        utfall_status: How it went; of its measures where reports tell of these only.
        utfall_varde: The number reached, where the reports that stand give but one.
        utfall_enhet: What was counted.
        utfall_text: What was reported, verbatim; of several reports each with its reporter, one a paragraph.
        utfall_rapporterat_av: Who reported it.
        utfall_datum: The day of the latest report that stands.
        utfall_tacker_fran: First day that the reports are about, where they agree.
        utfall_tacker_till: Last day that they are about, where they agree.
        utfall_antal: How many outcomes stand, of the pledge and of its measures; all are in the table ``utfall``.
        utfall_motsagt: Whether reports contradict each other; none is preferred.
    """

    area_id: str = field(name="omrade_id")
    area: str = field(name="omrade")
    areas_above: tuple[str, ...] = field(name="omrade_over")
    problem: str = field(name="omrade_problem")
    causes: str = field(name="omrade_orsaker")
    intent: str = field(name="omrade_avsikt")
    goal: str = field(name="omrade_mal")
    id: str = field(name="lofte_id")
    number: str = field(name="nummer")
    heading: str = field(name="rubrik")
    text: str = field(name="lofte")
    purpose: str = field(name="syfte")
    measures: str = field(name="atgarder")
    by_ids: tuple[str, ...] = field(name="ansvarig_id")
    by: tuple[str, ...] = field(name="ansvarig")
    with_ids: tuple[str, ...] = field(name="med_id")
    with_: tuple[str, ...] = field(name="med")
    target: Number | None = field(name="mal_varde")
    target_comparison: ComparisonCode | None = field(name="mal_jamforelse")
    target_unit: str = field(name="mal_enhet")
    target_per: PerCode | None = field(name="mal_per")
    targets: str = field(name="mal_ovriga")
    due: dt.date | None = field(name="klart_senast")
    due_text: str = field(name="klart_senast_text")
    since: str = field(name="galler_sedan")
    fate: FateCode = field(name="ode")
    fate_of: tuple[str, ...] = field(name="ode_av")
    fate_reason: str = field(name="ode_skal")
    then: tuple[FateCode, ...] = field(name="darefter")
    then_in: tuple[str, ...] = field(name="darefter_i")
    then_reason: str = field(name="darefter_skal")
    outcome: OutcomeCode = field(name="utfall_status")
    outcome_value: Number | None = field(name="utfall_varde")
    outcome_unit: str = field(name="utfall_enhet")
    outcome_text: str = field(name="utfall_text")
    outcome_by: tuple[str, ...] = field(name="utfall_rapporterat_av")
    outcome_on: dt.date | None = field(name="utfall_datum")
    outcome_first: dt.date | None = field(name="utfall_tacker_fran")
    outcome_last: dt.date | None = field(name="utfall_tacker_till")
    outcomes: int = field(name="utfall_antal")
    contradicted: bool = field(name="utfall_motsagt")


class DocumentRow(Head, kw_only=True):
    """One document.

    Attributes:
        under: The agreement it hangs under.
        loften: How many pledges it holds.
        ofullstandig: Whether its list of pledges is known to go on.
    """

    under: str
    pledges: int = field(name="loften")
    incomplete: bool = field(name="ofullstandig")


class AreaRow(Record, kw_only=True, omit_defaults=False):
    """One area of one document; also where nothing is promised in it.

    Attributes:
        dokument: The document.
        omrade_id: Id of the area; the same through the periods of a series.
        nummer: The number or letter printed before it.
        omrade: Its title.
        over_id: Id of the area above it.
        problem: The problem, as the text describes it.
        orsaker: The causes.
        avsikt: What the parties mean to do in the area as a whole.
        mal: The effect aimed at.
    """

    document: str = field(name="dokument")
    id: str = field(name="omrade_id")
    number: str = field(name="nummer")
    title: str = field(name="omrade")
    parent: str = field(name="over_id")
    problem: str
    causes: str = field(name="orsaker")
    intent: str = field(name="avsikt")
    goal: str = field(name="mal")


class OutcomeRow(Record, kw_only=True, omit_defaults=False):
    """What one report says of one pledge or measure.

    Attributes:
        dokument: The document.
        lofte_id: Id of the pledge.
        atgard_id: Id of the measure, where the report is about one of them.
        status: The reporter's own judgement; empty where there is none.
        varde: The number reached.
        enhet: What was counted.
        per: What the number is counted over, where that is not all the days covered.
        text: What was reported, verbatim.
        skal: The reason given for a miss or a change.
        raknat_som: How the measure was widened or counted, where that differs from the promise.
        natt: The day it was reached.
        rapporterat_av: Who reported it.
        datum: The day of the report.
        datum_text: The time of the report, where it gives no day.
        tacker_fran: First day that it is about, where it says so.
        tacker_till: Last day that it is about, where it says so.
        kalla: Address of the report.
        fil: The file of the report.
        galler: Whether it stands: no later report of the same reporter, or one that covers more, takes its place.
        motsagt: Whether another reporter says otherwise of the same days.
    """

    document: str = field(name="dokument")
    pledge: str = field(name="lofte_id")
    measure: str = field(name="atgard_id")
    status: OutcomeCode | None
    value: Number | None = field(name="varde")
    unit: str = field(name="enhet")
    per: PerCode | None
    text: str
    reason: str = field(name="skal")
    counted_as: str = field(name="raknat_som")
    reached: dt.date | None = field(name="natt")
    reporter: str = field(name="rapporterat_av")
    reported_on: dt.date | None = field(name="datum")
    reported_text: str = field(name="datum_text")
    first: dt.date | None = field(name="tacker_fran")
    last: dt.date | None = field(name="tacker_till")
    source: str = field(name="kalla")
    file: str = field(name="fil")
    stands: bool = field(name="galler")
    contradicted: bool = field(name="motsagt")


class Tables(Record, kw_only=True, omit_defaults=False):
    """Pledges as open data, with the documents, areas and reports they belong to.

    Attributes:
        schema: The format of this file.
        loften: One row for each pledge of each document.
        omraden: Every area.
        dokument: Every document.
        utfall: Everything that was reported.
    """

    schema: Literal["medlofte/loften@1"] = FORMAT
    pledges: tuple[Row, ...] = field(name="loften")
    areas: tuple[AreaRow, ...] = field(name="omraden")
    documents: tuple[DocumentRow, ...] = field(name="dokument")
    outcomes: tuple[OutcomeRow, ...] = field(name="utfall")
