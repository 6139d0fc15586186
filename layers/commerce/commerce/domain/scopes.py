"""What API keys may be limited to."""

ALL_SCOPES = "*"
"""The scope that stands for every other."""
