"""Comparing the books with the processor's."""
