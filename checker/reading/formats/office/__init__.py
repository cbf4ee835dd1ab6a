"""What the formats of word processors share."""
