"""PDF: characters with their places."""
