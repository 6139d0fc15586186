"""Deleting customers: forgotten here in one transaction, and by the card processor as soon as it answers."""

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.customers import Customer
from commerce.domain.deadlines import RESUME_AFTER
from commerce.domain.lifecycle import PaymentMethodStatus
from commerce.domain.payment_methods import PaymentMethod
from commerce.store.writes import Replace, TransactionLost, Write
from commerce.usecases.commit import OK, answered_record, commit, outbox, remember, until_written
from commerce.usecases.customers import moved_email, read_customer


def delete(ctx: Context, customer_id: str) -> Customer:
    """Forget a customer, then ask the processor to do the same; if that fails, the sweeper asks again."""

    def change() -> Customer:
        customer = read_customer(ctx, customer_id)
        now = ctx.now()
        forgotten = customer.forgotten(now)
        if customer.processor_customer_id is not None:
            forgotten = forgotten.evolve(forget_due_at=now + RESUME_AFTER)
        emails = moved_email(ctx, customer, held=customer.email_key, wanted=None)
        record = answered_record(ctx, forgotten, OK)
        over = Replace(forgotten, customer.version, outbox(ctx, "customer.updated"))
        commit(ctx, [over, *emails, *_cards_removed(ctx, customer), *remember(ctx, record)])
        return forgotten

    forgotten = until_written(ctx, change)
    if forgotten.processor_customer_id is not None and not ctx.request.dry_run:
        try:
            _forget_at_processor(ctx, forgotten)
        except errors.Unavailable:
            return forgotten
    return forgotten


def _cards_removed(ctx: Context, customer: Customer) -> list[Write]:
    """The writes after which no card of the customer can be charged; the processor lets them go with the customer.

    One that it keeps for somebody else by mistake is let go by itself, by the sweeper. A card that is still being saved
    is let go by whoever settles it.
    """
    if not customer.payment_method_ids:
        return []
    found = ctx.store.read(*customer.payment_method_ids)
    cards = [found.get(PaymentMethod, method_id) for method_id in customer.payment_method_ids]
    return [
        Replace(
            card.removed(ctx.now()).evolve(detached=card.processor_customer_id == customer.processor_customer_id),
            card.version,
            (),
            [card.status],
        )
        for card in cards
        if card is not None and card.status is PaymentMethodStatus.ACTIVE
    ]


def resume_forgetting(ctx: Context, customer_id: str) -> None:
    """Ask the processor again to forget a deleted customer."""
    customer = ctx.store.read(customer_id).get(Customer, customer_id)
    if customer is not None and customer.forget_due_at is not None:
        _forget_at_processor(ctx, customer)


def _forget_at_processor(ctx: Context, customer: Customer) -> None:
    assert customer.processor_customer_id is not None
    ctx.gateway.forget_customer(customer.processor_customer_id)
    done = customer.evolve(forget_due_at=None, processor_customer_id=None, version=customer.version + 1)
    try:
        ctx.store.write([Replace(done, customer.version)])
    except TransactionLost:
        return  # another process was told the same
