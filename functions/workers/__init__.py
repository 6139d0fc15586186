"""Functions that no caller calls: the authorizer and what runs in the background."""
