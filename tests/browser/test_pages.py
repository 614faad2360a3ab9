"""Every kind of page, in a real Chromium: nothing for axe-core, a keyboard, a narrow window or a network to find."""

import pytest
from kinds import KINDS, LANGUAGES, RELEASED_KINDS, SITE_KINDS

#: Colours do not depend on the language: axe-core looks at them once.
COLOURED = "sv"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_single_page_is_for_everyone(kind, language, single_pages, reader):
    assert reader.findings(single_pages[f"{kind}-{language}"], colours=language == COLOURED) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SITE_KINDS)
def test_page_of_a_site_is_for_everyone(kind, language, sites, reader):
    site = sites[language]
    assert reader.findings(site / SITE_KINDS[kind], site, colours=language == COLOURED) == []


@pytest.mark.parametrize("kind", RELEASED_KINDS)
def test_page_of_a_corrected_release_is_for_everyone(kind, sites, reader):
    site = sites["sv"]
    assert reader.findings(site / RELEASED_KINDS[kind], site) == []
