"""What Flint decides, free of I/O: values in, new values out."""
