"""Bytes to documents: formats, boilerplate, kind of document, structure and metadata."""
