"""Tools for people who write rules: examples as tests, lint, explanations, documentation, skeletons."""
