"""Assessments as JSON: written and read back."""
