"""Document + rule pack → assessment. Pure: no I/O, no clock."""
