"""Web pages and their archives."""
