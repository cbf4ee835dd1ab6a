"""The version of the program, on the ground floor: reports and caches name it without knowing the façade."""

__version__ = "0.1.0"
