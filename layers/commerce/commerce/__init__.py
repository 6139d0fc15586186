"""Flint's order system: a pure domain, a store, payments, use cases and the HTTP edge."""
