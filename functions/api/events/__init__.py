"""Past events."""
