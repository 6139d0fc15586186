"""Where an order's taxes come from: the merchant's own rates, or Stripe Tax."""
