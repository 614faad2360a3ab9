"""Draft, compare, renew, sign off and publish citizen pledges kept as TOML in git."""

__version__ = "0.1.0"
