"""Flint's own code, shared by every function: domain, store, payments, use cases and the HTTP edge."""

import gc

# A start allocates some 75,000 objects that stay. One look for garbage among them is 10 ms for nothing, so the first
# look comes later: what a warm function leaves behind is counted in cycles, of which a request makes few.
gc.set_threshold(150_000, 20, 100)
