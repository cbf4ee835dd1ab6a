"""Clauses with what a reader carries into them: topics, acts, tables, scope."""
