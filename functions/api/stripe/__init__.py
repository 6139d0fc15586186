"""What Stripe itself calls."""
