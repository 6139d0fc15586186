"""Customers and their purchase history."""
