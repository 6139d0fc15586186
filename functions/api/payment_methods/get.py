"""GET /v1/payment-methods/{payment_method_id}"""

from commerce.context import Context
from commerce.domain.payment_methods import PaymentMethod
from commerce.edge.operation import operation
from commerce.usecases.payment_methods import found_payment_method


@operation("GET", "/v1/payment-methods/{payment_method_id}")
def handler(ctx: Context, payment_method_id: str) -> PaymentMethod:
    """Read a saved card: brand, last four digits and expiry."""
    return found_payment_method(ctx.store.read(payment_method_id), payment_method_id)
