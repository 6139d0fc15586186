"""What webhooks are refused for."""

from commerce.domain.error_kinds import Conflict, InvalidRequest, NotFound


class WebhookUrlRefused(InvalidRequest):
    """Webhooks go to the public internet, over TLS in live mode, and nowhere else."""

    code = "WEBHOOK_URL_REFUSED"


class WebhookEndpointNotFound(NotFound):
    """No such webhook endpoint."""

    code = "WEBHOOK_ENDPOINT_NOT_FOUND"


class WebhookEventNotFound(NotFound):
    """No such delivery; they are kept for 30 days."""

    code = "WEBHOOK_EVENT_NOT_FOUND"


class DeadLetterNotFound(NotFound):
    """No such dead letter; they are kept for 14 days."""

    code = "DEAD_LETTER_NOT_FOUND"


class DeadLetterReplayed(Conflict):
    """A dead letter is sent back once."""

    code = "DEAD_LETTER_REPLAYED"


class WebhookLimitReached(Conflict):
    """There are as many of these as there may be."""

    code = "WEBHOOK_LIMIT_REACHED"


class WebhookEndpointDisabled(Conflict):
    """Nothing is sent to an endpoint that is disabled."""

    code = "WEBHOOK_ENDPOINT_DISABLED"
