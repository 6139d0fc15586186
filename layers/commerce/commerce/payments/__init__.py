"""The card processor: what Flint asks of it, and Stripe."""
