"""Files that may be hostile: limits, packages, XML; and packages written alike each time."""
