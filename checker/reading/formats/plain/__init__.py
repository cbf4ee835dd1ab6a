"""Plain text: bytes to characters to lines."""
