"""About the API itself; no key is needed."""
