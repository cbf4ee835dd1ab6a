"""Lines to a document: boilerplate, kind, stage, structure, metadata."""
