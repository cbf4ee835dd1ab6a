"""The gap report of one document as one HTML page."""
