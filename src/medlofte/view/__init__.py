"""Model to text or bytes; nothing is read but what the package carries."""
