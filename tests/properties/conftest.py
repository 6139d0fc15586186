"""One profile for all properties."""

from hypothesis import settings

# A loaded machine may take its time: slowness is measured by the benchmarks, not here.
settings.register_profile("properties", deadline=None)
settings.load_profile("properties")
