"""YAML → rule pack: strict loading, inheritance, applicability, rule tests, documentation."""
