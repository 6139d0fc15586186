"""What agents ask for and people approve."""
