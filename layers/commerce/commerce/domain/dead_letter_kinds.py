"""Where dead letters come from, why, and what becomes of them: what their lists can be asked for."""

from enum import StrEnum


class DeadLetterSource(StrEnum):
    """The queue that a letter was in, which it goes back to."""

    CHANGES = "changes"
    EVENTS = "events"
    DELIVERIES = "deliveries"
    SLOW_DELIVERIES = "slow_deliveries"
    INVOICE_MAILS = "invoice_mails"


class DeadLetterReason(StrEnum):
    """Why a letter is one."""

    EXHAUSTED = "exhausted"
    UNDELIVERABLE = "undeliverable"
    UNREADABLE = "unreadable"


class DeadLetterStatus(StrEnum):
    """`dead` until it is sent back; should it die again, that is another letter."""

    DEAD = "dead"
    REPLAYED = "replayed"
