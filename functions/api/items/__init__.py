"""Items of the catalog and their stock."""
