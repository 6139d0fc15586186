"""How webhooks get out: names to addresses, requests to addresses, work to queues."""
