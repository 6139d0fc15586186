"""POST /v1/payment-links"""

from commerce.context import Context
from commerce.domain.payment_link_commands import CreatePaymentLink
from commerce.domain.payment_links import PaymentLink
from commerce.edge.operation import operation
from commerce.usecases import payment_links


@operation("POST", "/v1/payment-links", status=201)
def handler(ctx: Context, body: CreatePaymentLink) -> PaymentLink:
    """Make a link that you share: every visitor who goes on to pay gets an order and a checkout page of their own.

    `qrCode` has pictures of it. With `maxCompletions`, the last one is claimed as its payment starts.
    """
    return payment_links.create(ctx, body)
