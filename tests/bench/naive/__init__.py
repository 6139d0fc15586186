"""The reference for cold starts: everything that the work takes, imported in the customary way.

It is never deployed. Its packages stand in requirements.txt beside it, for the benchmark alone.
"""
