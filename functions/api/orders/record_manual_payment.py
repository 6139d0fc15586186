"""POST /v1/orders/{order_id}/record-manual-payment"""

from commerce.context import Context
from commerce.domain.manual_payment_commands import RecordManualPayment
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import manual_payments


@operation("POST", "/v1/orders/{order_id}/record-manual-payment", counts=True)
def handler(ctx: Context, order_id: str, body: RecordManualPayment) -> Order:
    """Record cash, or other money that you took past the card processor.

    It counts like a card's payment: it pays the order, and can be refunded.
    """
    return manual_payments.record(ctx, order_id, body)
