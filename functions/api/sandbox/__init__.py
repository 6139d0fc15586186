"""What only a sandbox can do."""
