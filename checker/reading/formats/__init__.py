"""Bytes of any format to lines: one folder a family of formats."""
