"""Results of earlier runs: finding them, and setting one run against another."""
