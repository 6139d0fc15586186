"""Pages that buyers see: HTML made here, without a script wherever that is possible."""
