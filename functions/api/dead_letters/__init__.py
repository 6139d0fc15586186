"""Messages that no worker could work off."""
