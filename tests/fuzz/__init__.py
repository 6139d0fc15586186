"""Requests that nobody wrote down: what a machine makes up from the API's description, and broken signatures."""
