"""What is written wrongly: wording, citations, quality of the text."""
