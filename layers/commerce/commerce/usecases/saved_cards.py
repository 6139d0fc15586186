"""Paying with a saved card, and saving the card that is paid with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.customers import Customer
from commerce.domain.lifecycle import PaymentMethodStatus
from commerce.domain.orders import Order
from commerce.domain.payment_methods import PaymentMethod
from commerce.domain.payments import PaymentIntent
from commerce.store.store import Found
from commerce.store.writes import Create, Replace, TransactionLost, Write
from commerce.usecases.finding import found_customer
from commerce.usecases.payment_methods import found_payment_method, kept_by, require_active, require_room

if TYPE_CHECKING:
    # Who pays by a request has loaded them; renewals need none.
    from commerce.domain.payment_commands import PayOrder, Source


class Payer(NamedTuple):
    """Who pays, and with which saved cards. saves_for: at the processor, whom the card is saved for; None: nobody."""

    order: Order
    sources: tuple[Source, ...]
    methods: dict[str, PaymentMethod]
    saves_for: str | None = None


def payer_of(ctx: Context, order: Order, command: PayOrder, found: Found) -> Payer:
    """The order with the customer that the request names, and what it is charged to.

    found: the order, the customer and the cards that the request names. A customer without a card pays with the default
    one, which takes another read.
    """
    customer = None if command.customer_id is None else found_customer(found, command.customer_id)
    if customer is not None:
        order = paid_by(order, customer)
    ids = list(command.payment_method_ids)
    if not command.sources and not ids and customer is not None and order.payable:
        ids = [default_of(customer)]
        found = ctx.store.read(*ids)
    methods = {method_id: own_card(found, method_id, order, "paymentMethodIds") for method_id in ids}
    sources = command.sources or tuple(_source_of(method) for method in methods.values())
    saves_for = _saves_for(ctx, order, customer) if command.save_payment_method else None
    return Payer(order, sources, methods, saves_for)


def _source_of(method: PaymentMethod) -> Source:
    from commerce.domain.payment_commands import Source  # noqa: PLC0415 (see above)

    return Source.model_construct(
        token=str(method.processor_method_id), payment_intent_id=None, payment_method_id=method.id
    )


def paid_by(order: Order, customer: Customer) -> Order:
    """The order as the customer's who pays it. Raises OrderNotPayable for another's, or if that changed the price."""
    if order.customer_id == customer.id:
        return order
    if order.customer_id is not None:
        raise errors.OrderNotPayable(
            f"The order is customer {order.customer_id}'s; update its customerId first, or leave customerId out.",
            param="customerId",
            supported_actions=["update"],
        )
    if customer.tax_exempt != order.tax_exempt:
        raise errors.OrderNotPayable(
            "This customer is exempt from tax, so the order would cost less: update its customerId first, then pay.",
            param="customerId",
            supported_actions=["update"],
        )
    return order.evolve(customer_id=customer.id, buyer_email=order.buyer_email or customer.email)


def default_of(customer: Customer) -> str:
    """The card that is charged where a request names the customer alone. Raises InvalidRequest if there is none."""
    if customer.default_payment_method_id is None:
        field = errors.InvalidField("paymentMethodIds", "REQUIRED", "send a saved card, or paymentSourceToken")
        raise errors.InvalidRequest(
            "This customer has no saved card; send paymentSourceToken.", param="paymentSourceToken", fields=[field]
        )
    return customer.default_payment_method_id


def own_card(found: Found, method_id: str, order: Order, param: str = "paymentMethodId") -> PaymentMethod:
    """A card of the order's customer that can be charged. param: which field names it."""
    method = require_active(found_payment_method(found, method_id), param)
    if method.customer_id != order.customer_id:
        raise errors.OrderNotPayable(
            f"Payment method {method.id} is customer {method.customer_id}'s; pay with the order's customer's, or "
            "name its customer.",
            param=param,
        )
    return method


def on_token(intent: PaymentIntent, token: str) -> PaymentIntent:
    """The intent as it charges a token."""
    return intent.evolve(source_token=token, payment_method_id=None, processor_customer_id=None)


def on_card(intent: PaymentIntent, method: PaymentMethod) -> PaymentIntent:
    """The intent as it charges a saved card."""
    return intent.evolve(
        source_token=method.processor_method_id,
        payment_method_id=method.id,
        processor_customer_id=method.processor_customer_id,
    )


def _saves_for(ctx: Context, order: Order, customer: Customer | None) -> str:
    """The processor's name of the order's customer, whom it is told of now if it knows none yet."""
    if order.customer_id is None:
        field = errors.InvalidField("customerId", "REQUIRED", "send the customer whose card it is")
        raise errors.InvalidRequest(
            "A card is saved for a customer; send customerId.", param="customerId", fields=[field]
        )
    if customer is None:
        customer = found_customer(ctx.store.read(order.customer_id), order.customer_id)
    require_room(customer)
    if customer.processor_customer_id is not None or ctx.request.dry_run:
        return customer.processor_customer_id or ""
    known = ctx.gateway.ensure_customer(ctx.tenant.merchant_id, customer)
    told = customer.evolve(processor_customer_id=known, version=customer.version + 1, updated_at=ctx.now())
    try:
        ctx.store.write([Replace(told, customer.version)])
    except TransactionLost:
        # Noted before the card is charged: whoever deletes the customer must know whom the processor has to forget.
        again = ctx.store.read(customer.id).get(Customer, customer.id)
        if again is None or again.deleted:
            ctx.gateway.forget_customer(known)
        raise  # decided anew
    return known


def charged_to(intent: PaymentIntent, source: Source, payer: Payer) -> PaymentIntent:
    """The intent with what it is charged to."""
    method = payer.methods.get(source.payment_method_id or "")
    if method is not None:
        return on_card(intent, method)
    saves = payer.saves_for is not None
    return on_token(intent, source.token).evolve(processor_customer_id=payer.saves_for, saves_payment_method=saves)


def saved(ctx: Context, intent: PaymentIntent) -> tuple[PaymentIntent, list[Write]]:
    """A payment that tells which card it saved, and the writes that keep it; none if it saves none."""
    if not intent.saves_payment_method or intent.saved_method_id is None or intent.customer_id is None:
        return intent, []
    customer = ctx.store.read(intent.customer_id).get(Customer, intent.customer_id)
    if customer is None or customer.deleted:
        return intent, []
    now = ctx.now()
    method = PaymentMethod(
        id=ctx.new_id("pm"),
        customer_id=customer.id,
        merchant_id=ctx.tenant.merchant_id,
        status=PaymentMethodStatus.ACTIVE,
        card=intent.card,
        processor_customer_id=intent.processor_customer_id,
        processor_method_id=intent.saved_method_id,
        created_at=now,
        updated_at=now,
    )
    return intent.evolve(payment_method_id=method.id), [Create(method), *kept_by(ctx, customer, method)]
