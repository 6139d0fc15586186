"""Fault programmes: the use cases' own code, run against every crash and against seeded interleavings."""
