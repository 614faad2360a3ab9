"""Rows of open data as files that other programs read."""
