"""How many examples properties are tried on: the same ones each time, or many new ones where somebody searches.

A test depends on no chance in the ordinary suite; `pytest --hypothesis-profile=search` draws anew, and far more.
"""

from typing import Any

from hypothesis import HealthCheck, settings

#: What Hypothesis draws where nothing is said; numbers of draws are scaled by it.
_USUAL = 100
#: The ordinary suite draws less, since somebody waits for it.
_ORDINARY = 70


def register() -> None:
    """Make both profiles known, and take the ordinary one; the option of Hypothesis comes later and wins."""
    shared = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("ordinary", shared, derandomize=True, max_examples=_ORDINARY)
    settings.register_profile("search", shared, derandomize=False, max_examples=10 * _USUAL, print_blob=True)
    settings.load_profile("ordinary")


def draws(count: int, **more: Any) -> settings:
    """So many examples in the ordinary suite, and as many times more as the chosen profile asks for."""
    return settings(max_examples=count * settings().max_examples // _USUAL, **more)
