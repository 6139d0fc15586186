"""Papers as PDF files: a layer of its own, for the functions that draw them."""
