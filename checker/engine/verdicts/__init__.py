"""Rules to verdicts: conditions, figures, facts and how they are joined."""
