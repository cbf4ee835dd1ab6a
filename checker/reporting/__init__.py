"""Assessment → the forms that people and machines read. One module a form; no form judges anything."""
