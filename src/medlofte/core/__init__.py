"""Pure functions, records in and records out: no clock, no disk, no terminal."""
