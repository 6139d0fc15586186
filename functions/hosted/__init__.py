"""Pages that buyers see; no key opens them, their address does."""
