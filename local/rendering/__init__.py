"""What is derived from the operations and the domain: one module renders one kind of file, at build time only."""
