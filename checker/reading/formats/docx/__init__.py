"""Word files in Office Open XML."""
