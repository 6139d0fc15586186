"""What Flint does: a module per resource, a function per writing operation."""
