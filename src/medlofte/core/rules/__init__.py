"""What is checked: every rule with its code, its reason and its source."""

from medlofte.core.rules import actors
from medlofte.core.rules.registry import RULES, Rule

_MODULES = (actors,)

#: Every rule, by code.
ALL: tuple[Rule, ...] = tuple(RULES[code] for code in sorted(RULES))
