"""The local runtime: the real template on an AWS emulator, with a Stripe stand-in, without Docker or accounts."""
