"""GET /v1/payment-intents"""

from commerce.context import Context
from commerce.domain.payments import PaymentIntent
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.edge.payment_intent_filters import PaymentIntentFilters
from commerce.store.lists import Listed, list_entities
from commerce.usecases.reading import with_refunds


@operation("GET", "/v1/payment-intents")
def handler(ctx: Context, query: PaymentIntentFilters) -> Page[PaymentIntent]:
    """List payment intents, newest first."""
    selection = query.selection("pi", status=query.status, customer_id=query.customer_id)
    listed = list_entities(ctx.store, PaymentIntent, selection)
    return query.page(Listed(with_refunds(ctx, listed.entities), listed.more_below))
