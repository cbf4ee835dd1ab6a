"""Numbers as prose tells them: intervals with units."""
