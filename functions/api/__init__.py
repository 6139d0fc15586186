"""One module is one operation is one Lambda; the folder is the resource."""
