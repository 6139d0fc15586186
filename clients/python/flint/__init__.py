"""Flint's Python client: orders, payments and refunds.

>>> flint = Flint("flint_test_…")
>>> order = flint.orders.create(line_items=[{"name": "Console", "unit_price_money": {"amount": 9900}}])
>>> flint.orders.pay(order.order_id, payment_source_token="tok_visa").status
'PAID'
"""

from flint import _types as types
from flint import webhooks
from flint.client import AsyncFlint, Flint
from flint.codes import *  # noqa: F403  # a class for each code of an error
from flint.errors import (
    ApiError,
    AuthenticationError,
    AuthorizationError,
    ConflictError,
    FlintError,
    NoAnswerError,
    NotFoundError,
    PaymentError,
    RateLimitError,
    ServerError,
    ValidationError,
    WebhookSignatureError,
)
from flint.pages import AsyncPage, Page
from flint.resource import Resource
from flint.version import VERSION as __version__

__all__ = [  # noqa: PLE0604
    "ApiError",
    "AsyncFlint",
    "AsyncPage",
    "AuthenticationError",
    "AuthorizationError",
    "ConflictError",
    "Flint",
    "FlintError",
    "NoAnswerError",
    "NotFoundError",
    "Page",
    "PaymentError",
    "RateLimitError",
    "Resource",
    "ServerError",
    "ValidationError",
    "WebhookSignatureError",
    "__version__",
    "types",
    "webhooks",
]
