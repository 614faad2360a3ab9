"""Every kind of page, in a real Chromium: nothing for axe-core, a keyboard, a narrow window or a network to find."""

import pytest
from kinds import KINDS, LANGUAGES, SITE_KINDS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_single_page_is_for_everyone(kind, language, single_pages, reader):
    assert reader.findings(single_pages[f"{kind}-{language}"]) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SITE_KINDS)
def test_page_of_a_site_is_for_everyone(kind, language, sites, reader):
    site = sites[language]
    assert reader.findings(site / SITE_KINDS[kind], site) == []
