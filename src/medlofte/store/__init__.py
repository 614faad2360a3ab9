"""Everything that can fail because of the world: files, TOML, git."""
