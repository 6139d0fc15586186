"""Flint's own code, shared by every function: domain, store, payments, use cases and the HTTP edge."""
