"""How long money may be under way: when a lost attempt is resumed, when it is only looked for, when it is given up."""

from datetime import datetime, timedelta

from commerce.domain import errors

RESUME_AFTER = timedelta(seconds=35)
"""A function lives at most 29 seconds: an attempt older than this has lost its process."""

REPEAT_UNTIL = timedelta(hours=20)
"""Stripe forgets idempotency keys after 24 hours: past this age a call is looked for, never repeated."""

GIVE_UP_AFTER = timedelta(hours=23)
"""A call that was repeated at the last moment may still be under way when it is looked for. No function and no socket
holds one for three hours: only past this age does "not found" mean that it never arrives."""

CLOCK_MARGIN = timedelta(hours=1)
"""How far our clock and the processor's may differ."""

ABANDON_AFTER = timedelta(hours=1)
"""A 3-D Secure challenge that nobody completes is given up after this time, and the order is free again."""

AUTHORIZATION_LASTS = timedelta(days=7)
"""Banks hold money for about a week: what was not captured by then is let go."""


def require_lost(called_at: datetime, now: datetime) -> None:
    """Refuse to take "not found" for "never arrives" while a call may still be under way. Raises ProcessorUnavailable.

    called_at: when the attempt began; its call may have been repeated until REPEAT_UNTIL later.
    """
    if now < called_at + GIVE_UP_AFTER:
        raise errors.ProcessorUnavailable(
            "The processor does not know of this call, but it may still be under way; it will be looked for again."
        )
