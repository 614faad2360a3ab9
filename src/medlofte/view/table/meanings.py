"""What each column of the pledges holds, in words for a page; the schema says the same in English."""

from collections.abc import Mapping

from medlofte.message import Message, say

#: Every column of :class:`~medlofte.model.row.Row`, by its name and in its order.
MEANINGS: Mapping[str, Message] = {
    "dokument": say("The document: gotland/2021."),
    "serie": say("Its series: gotland."),
    "period": say("The label of its period: 2021."),
    "utgava": say("The number of the release that the text is; empty where it is none."),
    "kontrollkod": say("The control code of the text, as it is printed on the pages of a release."),
    "plats": say("The place the document is about, in words."),
    "titel": say("Title of the document."),
    "slag": say("What sort of agreement it is."),
    "period_start": say("First day of the period."),
    "period_slut": say("Last day of the period, inclusive; empty: until further notice, or not stated."),
    "period_exakthet": say(
        "How exactly the text states these days, the coarser of the two; empty where there are none."
    ),
    "sprak": say("Language of the text, as a code."),
    "aterberattad": say("Whether the document is retold from other sources, and so not the signed text."),
    "foregaende": say("The document before, against which ode is told; empty for the first."),
    "omrade_id": say("Id of the area of the pledge."),
    "omrade": say("Title of the area."),
    "omrade_over": say("Titles of the areas above it, outermost first."),
    "omrade_problem": say("The problem, as the area and those above it describe it."),
    "omrade_orsaker": say("The causes, likewise."),
    "omrade_avsikt": say("What the parties mean to do in the area as a whole, likewise."),
    "omrade_mal": say("The effect aimed at, likewise."),
    "lofte_id": say("Id of the pledge; the same through the periods of a series."),
    "nummer": say("The number or letter printed before it."),
    "rubrik": say("Its heading."),
    "lofte": say("The promise, verbatim."),
    "syfte": say("What it is for, in the words of the text."),
    "atgarder": say("What is to be done, verbatim: measures and shares of single parties, one a paragraph."),
    "ansvarig_id": say("Ids of those who promise."),
    "ansvarig": say("Their names."),
    "med_id": say("Ids of those who work along without promising."),
    "med": say("Their names."),
    "mal_varde": say("The first number that is promised."),
    "mal_jamforelse": say("How it binds; empty where the text gives the bare number."),
    "mal_enhet": say("What is counted."),
    "mal_per": say("What it is counted over; empty where the text does not say."),
    "mal_ovriga": say("Parts of that number, and further numbers, also of the measures, one a line."),
    "klart_senast": say("Last day."),
    "klart_senast_text": say("The deadline where the text gives no day."),
    "galler_sedan": say(
        "The document in which the pledge began, or came back where it had ended in between; the oldest one that is "
        "told to hold it where the texts before are not here; empty where nothing tells."
    ),
    "ode": say(
        "How it came here: new, kept, changed and so on, against foregaende, as the text itself tells where that "
        "document is not here; okant where it does not tell."
    ),
    "ode_av": say(
        "Ids in foregaende that it carries on; where another series moved it here, that document and its id there: "
        "storby/2021#fotpatruller."
    ),
    "ode_skal": say("Why, as the text tells it."),
    "darefter": say(
        "What became of it in the document that follows; several where several documents tell of it."
    ),
    "darefter_i": say(
        "The documents that tell it, in the same order; of a pledge that moved to another document, that one."
    ),
    "darefter_skal": say("Why, as they tell it, one a line."),
    "utfall_status": say("How it went; of its measures where reports tell of these only."),
    "utfall_varde": say("The number reached, where the reports that stand give but one."),
    "utfall_enhet": say("What was counted."),
    "utfall_text": say(
        "What was reported, verbatim; of several reports each with its reporter, one a paragraph."
    ),
    "utfall_rapporterat_av": say("Who reported it."),
    "utfall_datum": say("The day of the latest report that stands."),
    "utfall_tacker_fran": say("First day that the reports are about, where they agree."),
    "utfall_tacker_till": say("Last day that they are about, where they agree."),
    "utfall_antal": say(
        "How many outcomes stand, of the pledge and of its measures; all are in the table utfall."
    ),
    "utfall_motsagt": say("Whether reports contradict each other; none is preferred."),
}
