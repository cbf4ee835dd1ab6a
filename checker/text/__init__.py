"""Characters: folding, numerals, widths on screen, cells of spreadsheets."""
