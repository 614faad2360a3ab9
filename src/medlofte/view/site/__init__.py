"""The pages that a register puts on the web: one address for everything, no script, nothing fetched."""
