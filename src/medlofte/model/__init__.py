"""Frozen records: what an agreement, a finding, a change is."""
