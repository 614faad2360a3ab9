"""The accessibility statement of law 2018:1937: a draft, until the publisher has told what it alone knows."""

import datetime as dt
from collections.abc import Mapping

from medlofte.message import Message, say
from medlofte.model.register import Compliance
from medlofte.view.site import addresses
from medlofte.view.site import frame as frames
from medlofte.view.site.frame import Frame, render
from medlofte.view.values import one_line

#: Where the authority that supervises the law takes complaints.
_AUTHORITY = "https://www.digg.se/tdosanmalan"
_TEXTS: Mapping[str, Message] = {
    "draft": say("This is a draft. It does not count before everything marked below has been filled in."),
    "aim": say(
        "Everybody should be able to use these pages. The law (2018:1937) on accessibility to digital public service "
        "asks for that, and for this statement. The pages are made to meet WCAG 2.2 at level AA."
    ),
    "same": say("Everything that stands in the files for download also stands on the pages."),
    "who_open": say("To be filled in: who answers for these pages"),
    "degree": say("How far the pages meet the law"),
    "degree_open": say("To be filled in: whether the pages meet the law fully, partially or not"),
    "gaps": say("What does not work for everybody"),
    "gaps_known": say("We know of this, which does not meet the law:"),
    "gaps_none": say("We know of nothing that does not meet the law."),
    "gaps_open": say("To be filled in: what is known not to work, or that nothing is known"),
    "tested": say("How we know"),
    "day_open": say("To be filled in: the day of the assessment"),
    "method_open": say("To be filled in: how the pages were assessed, and by whom"),
    "contact": say("Tell us of what does not work"),
    "contact_means": say("Write or call us if something is hard to use, or if you need it in another form."),
    "email": say("E-mail"),
    "phone": say("Telephone"),
    "contact_open": say("To be filled in: an e-mail address or telephone number"),
    "authority": say("If our answer is not enough"),
    "authority_means": say(
        "Digg, the Agency for Digital Government, supervises the law. You can turn to it:"
    ),
}

_DEGREES: Mapping[Compliance, Message] = {
    Compliance.FULLY: say("The pages meet the law fully."),
    Compliance.PARTIALLY: say("The pages meet the law partially: what is lacking is told below."),
    Compliance.NOT: say("The pages do not meet the law: what is lacking is told below."),
}


def page(frame: Frame, day: dt.date) -> tuple[str, bytes]:
    """The accessibility statement."""
    settings = frame.settings
    known, contact = settings.accessibility, settings.contact
    title = frames.said(settings.language)["statement"]
    shown = frames.page(frame, addresses.STATEMENT, title, settings.language, (frames.Crumb(title),), day)
    words, who = shown.words, one_line(settings.publisher)
    email, phone, method = (one_line(text) for text in (contact.email, contact.phone, known.method))
    return shown.path, render(
        "statement",
        shown,
        who=words.say(say("{sender} answers for these pages.", sender=who)) if who else "",
        degree=words.say(_DEGREES[known.compliance]) if known.compliance else "",
        gaps=None if known.gap is None else [one_line(text) for text in known.gap],
        assessed=words.say(say("The pages were last assessed on {day}.", day=words.day(known.assessed)))
        if known.assessed
        else "",
        method=method,
        email=email,
        phone=phone,
        draft=known.gap is None
        or not (who and known.compliance and known.assessed and method and (email or phone)),
        authority=_AUTHORITY,
        texts=words.say_all(_TEXTS),
    )
