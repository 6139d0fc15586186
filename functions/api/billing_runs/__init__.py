"""Runs of the billing schedule."""
