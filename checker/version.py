"""The version of the program, on the ground floor: reports and caches name it without knowing the façade."""

__version__ = "0.1.0"
REPOSITORY = "https://git.example.org/fazhi/fazhi-checker"
"""Where the source lies; also in ``pyproject.toml``. Pipelines install from there at the tag of their version."""
