"""HTTP: from API Gateway's event to an operation and back. It decides nothing about orders."""
