"""The laws that hold whatever happens. Each tells what breaks it; silence is what everyone wants."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from commerce.domain.activities import Activity
from commerce.domain.claims import needed
from commerce.domain.confirmations import Confirmation, ConfirmationStatus
from commerce.domain.coupons import Coupon
from commerce.domain.credit_notes import CreditNote
from commerce.domain.customers import Customer
from commerce.domain.entity import Shape
from commerce.domain.idempotency import IdempotencyRecord
from commerce.domain.invoice_parts import net_of
from commerce.domain.invoices import Invoice
from commerce.domain.items import Item
from commerce.domain.lifecycle import (
    CreditNoteStatus,
    InvoiceStatus,
    OrderStatus,
    PaymentIntentStatus,
    PaymentMethodStatus,
    RefundStatus,
)
from commerce.domain.orders import Order
from commerce.domain.payment_methods import PaymentMethod
from commerce.domain.payment_parts import PaymentSource
from commerce.domain.payments import PaymentIntent
from commerce.domain.refunds import Refund
from commerce.store.keys import placement_of
from commerce.store.store import entity_of
from tests.faults.clients import Answer, Request
from tests.faults.memory_table import record_of
from tests.faults.shop import ASKING, IN_STOCK, LIMITED, RESTOCK
from tests.faults.world import World

EVENTS_OF = {
    "order.created": ("order.created",),
    "order.close": ("order.closed",),
    "order.paid": ("order.paid",),
    "payment.failed": ("payment_intent.payment_failed",),
    "payment.canceled": ("payment_intent.canceled",),
    "payment.requires_action": ("payment_intent.requires_action",),
    "payment.processing": (),
    "payment.reversed": ("order.updated", "payment_intent.canceled"),
    "refund.created": ("order.refunded", "refund.created"),
    "refund.pending": ("refund.updated",),
    "refund.failed": ("order.updated", "refund.failed"),
    "refund.succeeded": ("refund.updated",),
}
"""Which events tell of a change; any other change of an order is an `order.updated`."""

OF_OTHERS = ("customer.", "invoice.", "credit_note.", "confirmation.")
"""Events that no order's audit trail tells of."""

E = TypeVar("E", bound=Shape)


class Rows:
    """All rows of a world, as what they hold."""

    def __init__(self, world: World) -> None:
        self._world = world

    def of(self, entity: type[E]) -> list[tuple[str, E]]:
        """Partition and entity of every row of a kind."""
        kind = placement_of(entity).kind
        rows = self._world.table.rows.values()
        return [(row["pk"], entity_of(entity, record_of(row))) for row in rows if row["kind"] == kind]


def broken(world: World) -> list[str]:
    """Every law that a quiet world breaks, in words."""
    rows = Rows(world)
    found = [*world.crashes, *_answers(world), *_nothing_open(world, rows)]
    orders = [order for _, order in rows.of(Order)]
    intents = [intent for _, intent in rows.of(PaymentIntent)]
    for order in orders:
        found += _charges(world, order, by_hand=_by_hand(order, intents))
        found += _refunds(world, order, [refund for _, refund in rows.of(Refund) if refund.order_id == order.id])
        found += _activities(order, rows)
    found += _intents(world, orders, intents)
    found += _coupons(orders, rows)
    found += _stock(orders, rows)
    found += _cards(world, rows)
    found += _invoices(orders, rows)
    found += _agents(world, rows, intents)
    found += _credit_notes(world, rows)
    found += _events(world, rows)
    return found


def _by_hand(order: Order, intents: Iterable[PaymentIntent]) -> int:
    """What the merchant took of an order past the processor and did not take back as a mistake, minor units."""
    own = [intent for intent in intents if intent.order_id == order.id and intent.source_type is not PaymentSource.CARD]
    return sum(intent.amount_money.amount for intent in own if intent.status is PaymentIntentStatus.SUCCEEDED)


def _charges(world: World, order: Order, *, by_hand: int) -> Iterator[str]:
    """Charged at most once; charged if and only if the order says so; the amounts agree."""
    taken = by_hand + sum(payment.amount for payment in world.processor.taken(order.id))
    if taken != order.paid:
        yield f"{order.id} is {order.status} and says {order.paid} paid, but {taken} was taken"
    if order.balance < 0:
        yield f"{order.id} took {order.paid} of {order.totals.total}"
    if order.status is not OrderStatus.CLOSED and (order.status is OrderStatus.OPEN) == (order.balance == 0):
        yield f"{order.id} is {order.status} with a balance of {order.balance}"
    if order.status is OrderStatus.CLOSED and order.paid and order.balance:
        yield f"{order.id} is closed with {order.paid} paid and {order.balance} open"


def _refunds(world: World, order: Order, refunds: list[Refund]) -> Iterator[str]:
    """What went back is what the books say, in sum and one by one, and never more than was taken, of any payment."""
    back = Counter[str]()
    for returned in world.processor.given_back(order.id):
        back[returned.part.payment_intent_id] += returned.part.amount_money.amount
    for refund in refunds:
        for part in refund.allocations:
            if part.by_hand and part.status is not RefundStatus.FAILED:
                back[part.payment_intent_id] += part.amount_money.amount
    told = Counter[str]()
    for entry in order.refunds:
        told[entry.payment_intent_id] += entry.amount_money.amount if entry.counts else 0
    if +back != +told:
        yield f"{order.id} says {dict(told)} went back, but {dict(back)} did"
    took = {payment.payment_intent_id: payment.amount_money.amount for payment in order.payments}
    for name, amount in back.items():
        if amount > took[name]:
            yield f"{name} gave back {amount} of {took[name]}"
    for refund in refunds:
        yield from _refund(order, refund)


def _refund(order: Order, refund: Refund) -> Iterator[str]:
    """A refund comes to what of its parts stands, its order says the same of each part, and its status follows."""
    parts = {part.payment_intent_id: (part.status, part.amount_money) for part in refund.allocations}
    stand = {
        entry.payment_intent_id: (entry.status, entry.amount_money)
        for entry in order.refunds
        if entry.refund_id == refund.id
    }
    if stand != parts:
        yield f"{refund.id} has {parts}, but its order says {stand}"
    stands = sum(part.amount_money.amount for part in refund.allocations if part.status is not RefundStatus.FAILED)
    if (stands == 0) != (refund.status is RefundStatus.FAILED) or stands not in {0, refund.amount_money.amount}:
        yield f"{refund.id} is {refund.status} of {refund.amount_money.amount}, but {stands} of it stand"


def _intents(world: World, orders: Iterable[Order], intents: Iterable[PaymentIntent]) -> Iterator[str]:
    """An attempt that says it took money did, and no other one did; its order says the same of it."""
    took = world.processor.charges_by_intent
    told = {payment.payment_intent_id: payment for order in orders for payment in order.payments}
    for intent in intents:
        by_card = intent.source_type is PaymentSource.CARD
        expected = 1 if by_card and intent.status is PaymentIntentStatus.SUCCEEDED else 0
        if took.get(intent.id, 0) != expected:
            yield f"{intent.id} is {intent.status}, but took money {took.get(intent.id, 0)} times"
        payment = told.get(intent.id)
        if payment is None or (payment.status, payment.amount_money) != (intent.status, intent.amount_money):
            yield f"{intent.id} is {intent.status} of {intent.amount_money.amount}, but its order says {payment}"


def _activities(order: Order, rows: Rows) -> Iterator[str]:
    """The audit trail has no gap and adds up to the balance."""
    trail = sorted((entry for _, entry in rows.of(Activity) if entry.order_id == order.id), key=lambda a: a.sequence)
    if [entry.sequence for entry in trail] != list(range(1, order.activity_count + 1)):
        yield f"{order.id} counts {order.activity_count} activities, but has {[a.sequence for a in trail]}"
    balance = 0
    for entry in trail:
        balance += entry.balance_delta.amount
        if entry.running_balance.amount != balance:
            yield f"{order.id}: activity {entry.sequence} runs to {entry.running_balance.amount}, not {balance}"
    if balance != order.balance:
        yield f"{order.id}: activities add up to {balance}, the balance is {order.balance}"


def _coupons(orders: list[Order], rows: Rows) -> Iterator[str]:
    """A limited coupon was used once by each order that was paid with it, and never more often than allowed."""
    used = Counter(
        discount.coupon_id
        for order in orders
        for discount in order.applied_discounts
        if discount.limited and _keeps(order)
    )
    for place, coupon in rows.of(Coupon):
        if coupon.max_uses is not None and coupon.uses != used[coupon.id]:
            yield f"{place} counts {coupon.uses} uses, but {used[coupon.id]} orders were paid with it"
        if coupon.max_uses is not None and coupon.uses > coupon.max_uses:
            yield f"{place} was used {coupon.uses} times of {coupon.max_uses}"


def _keeps(order: Order) -> bool:
    """Whether an order keeps what it claimed: it took money, and did not end before it was paid in full."""
    if order.status is OrderStatus.CLOSED:
        return order.balance == 0
    return order.paid > 0 or order.status is OrderStatus.PAID


def _stock(orders: list[Order], rows: Rows) -> Iterator[str]:
    """What is left of an item is what was there, less what was sold and did not come back; never below zero."""
    came_back = _came_back(rows)
    for place, item in rows.of(Item):
        gone = [order for order in orders if _keeps(order) and order.id not in came_back]
        sold = sum(claim.quantity for order in gone for claim in needed(order).stock)
        if item.quantity_available is None or item.quantity_available != IN_STOCK - sold:
            yield f"{place} has {item.quantity_available} units, but {sold} of {IN_STOCK} were sold"
        if item.quantity_available is not None and item.quantity_available < 0:
            yield f"{place} was oversold"


def _cards(world: World, rows: Rows) -> Iterator[str]:
    """The processor keeps the cards that can be charged here, and no others; who was deleted has none."""
    processor = world.processor
    methods = [method for _, method in rows.of(PaymentMethod)]
    active = {method.processor_method_id: method for method in methods if method.status is PaymentMethodStatus.ACTIVE}
    if set(active) != set(processor.cards):
        yield f"the cards {sorted(processor.cards)} are kept, but {sorted(map(str, active))} can be charged"
    for method in active.values():
        if processor.cards.get(str(method.processor_method_id)) != method.processor_customer_id:
            yield f"{method.id} is charged in the name of {method.processor_customer_id}, whose it is not"
    for _, customer in rows.of(Customer):
        own = {method.id for method in active.values() if method.customer_id == customer.id}
        if own != set(customer.payment_method_ids):
            yield f"{customer.id} has the cards {customer.payment_method_ids}, but {sorted(own)} can be charged"
        chosen = customer.default_payment_method_id
        if chosen not in own and (own or chosen is not None):
            yield f"{customer.id} has {chosen} as default of {sorted(own)}"
        if customer.deleted and own:
            yield f"{customer.id} is deleted and has cards"


def _invoices(orders: Iterable[Order], rows: Rows) -> Iterator[str]:
    """What stands says what its order does: the same total, what was paid of it, and so its status."""
    of, held = {order.id: order for order in orders}, {}
    numbered = []
    for _, invoice in rows.of(Invoice):
        order = of[invoice.order_id]
        numbered += [invoice.invoice_number] if invoice.invoice_number else []
        if invoice.status is not InvoiceStatus.VOID:
            held[order.id] = (invoice.id, invoice.status is not InvoiceStatus.DRAFT)
        if invoice.status in {InvoiceStatus.DRAFT, InvoiceStatus.VOID}:
            continue
        part = InvoiceStatus.PARTIALLY_PAID if order.paid else InvoiceStatus.OPEN
        status = part if order.status is OrderStatus.OPEN else InvoiceStatus.PAID
        said = invoice.status, invoice.total_money.amount, invoice.paid_money.amount
        if said != (status, order.totals.total, order.paid):
            yield f"{invoice.id} says {said}, but its order {order.paid} of {order.totals.total}"
    if sorted(numbered) != [f"INV-{number:06d}" for number in range(1, len(numbered) + 1)]:
        yield f"the invoices have the numbers {sorted(numbered)}"
    named = {order.id: (order.invoice_id, order.invoice_issued) for order in of.values() if order.invoice_id}
    if named != held:
        yield f"orders name the invoices {named}, but {held} stand"


def _agents(world: World, rows: Rows, intents: Iterable[PaymentIntent]) -> Iterator[str]:
    """What an agent moves counts once where its day has a limit; each payment that a person has to approve was.

    Who asks anew for what was approved long ago takes the place of that approval, which the payment itself still names.
    """
    counted = sum(row["uses"] for row in world.table.rows.values() if row["kind"] == "key_spending")
    movements: list[PaymentIntent | Refund] = [*intents, *(refund for _, refund in rows.of(Refund))]
    moved = [each.amount_money.amount for each in movements if each.actor == LIMITED]
    if counted != sum(moved):
        yield f"agents moved {moved}, but {counted} is counted"
    confirmations = [confirmation for _, confirmation in rows.of(Confirmation)]
    used = Counter(str(each.order_id) for each in confirmations if each.status is ConfirmationStatus.USED)
    attempts = [intent for intent in intents if intent.actor == ASKING]
    if not all(each.approved_by for each in attempts):
        yield f"payments {[each.id for each in attempts if not each.approved_by]} were approved by nobody"
    tried = Counter(intent.order_id for intent in attempts)
    asked = {each.order_id: each.created_at for each in confirmations if each.status is not ConfirmationStatus.USED}
    anew = {each.order_id for each in attempts if asked.get(each.order_id, each.created_at) > each.created_at}
    if used - tried or any(order_id not in anew for order_id in tried - used):
        yield f"payments of {dict(tried)} were tried, of {dict(used)} approved"
    written = Counter(row["status"] for row in world.table.changes if row["kind"] == "confirmation")
    told = Counter(entry["type"] for row in world.table.changes for entry in json.loads(row.get("outbox", "[]")))
    for event, status in (("requested", "pending"), ("approved", "approved"), ("declined", "declined")):
        if told[f"confirmation.{event}"] != written[status]:
            yield f"{written[status]} confirmations were {event}, {told[f'confirmation.{event}']} were told of"


def _credit_notes(world: World, rows: Rows) -> Iterator[str]:
    """Each refund of an issued invoice that stands has one credit note, and what failed has none that stands."""
    notes = [note for _, note in rows.of(CreditNote)]
    numbers = sorted(note.credit_note_number for note in notes)
    if numbers != [f"CN-{number:06d}" for number in range(1, len(notes) + 1)]:
        yield f"the credit notes have the numbers {numbers}"
    stands = [note for note in notes if note.status is CreditNoteStatus.ISSUED]
    for _, invoice in rows.of(Invoice):
        refunds = [refund for _, refund in rows.of(Refund) if refund.order_id == invoice.order_id]
        yield from _credited(invoice, [note for note in notes if note.invoice_id == invoice.id], refunds)
    told = Counter(entry["type"] for row in world.table.changes for entry in json.loads(row.get("outbox", "[]")))
    if (told["credit_note.created"], told["credit_note.voided"]) != (len(notes), len(notes) - len(stands)):
        yield f"{len(notes)} credit notes, of which {len(stands)} stand, were told of as {dict(told)}"


def _credited(invoice: Invoice, notes: list[CreditNote], refunds: list[Refund]) -> Iterator[str]:
    """An invoice and its refunds say what their credit notes say; a void one is credited nothing."""
    stands = [note for note in notes if note.status is CreditNoteStatus.ISSUED]
    due = (
        {}
        if invoice.status is InvoiceStatus.VOID
        else {
            refund.id: (refund.credit_note_id, refund.amount_money, refund.tax_money)
            for refund in refunds
            if refund.status is not RefundStatus.FAILED
        }
    )
    credited = {note.refund_id: (note.id, note.total_money, note.tax_money) for note in stands}
    if credited != due or len(credited) != len(stands):
        yield f"{invoice.id} is {invoice.status}: {due} went back, but {credited} is credited"
    if {note.id: note.status for note in notes} != {each.credit_note_id: each.status for each in invoice.credit_notes}:
        yield f"{invoice.id} names other credit notes than it has"
    if invoice.credited != sum(note.total_money.amount for note in stands):
        yield f"{invoice.id} says that {invoice.credited} is credited"
    for position, rate in enumerate(invoice.taxes):
        parts = [note.taxes[position] for note in stands]
        told = sum(part.net_money.amount for part in parts), sum(part.tax_money.amount for part in parts)
        if told != (rate.credited_net, rate.credited_tax) or rate.credited_tax > rate.tax_money.amount:
            yield f"{invoice.id} counts {rate.credited_net} + {rate.credited_tax} of {rate.name}, not {told}"
        net = net_of(rate, invoice.taxes).amount
        if invoice.credited == invoice.total_money.amount and told != (net, rate.tax_money.amount):
            yield f"{invoice.id} is credited as a whole, but {told} of {net} + {rate.tax_money.amount} of {rate.name}"


def _came_back(rows: Rows) -> set[str]:
    """The orders whose goods, a unit each, came back: with a refund that said so and was taken on."""
    taken_on = {entry.refund_id for _, entry in rows.of(Activity) if entry.type in {"refund.created", "refund.pending"}}
    return {refund.order_id for _, refund in rows.of(Refund) if RESTOCK in refund.metadata and refund.id in taken_on}


def _events(world: World, rows: Rows) -> Iterator[str]:
    """Every change is told once: what the stream carries is what the audit trails name."""
    told = [entry for row in world.table.changes if "outbox" in row for entry in json.loads(row["outbox"])]
    if len({entry["id"] for entry in told}) != len(told):
        yield "an event was told twice"
    carried = Counter(entry["type"] for entry in told if not entry["type"].startswith(OF_OTHERS))
    named = Counter(event for _, entry in rows.of(Activity) for event in _events_of(entry))
    if carried != named:
        yield f"events lost {dict(named - carried)}, events too many {dict(carried - named)}"


def _events_of(entry: Activity) -> tuple[str, ...]:
    if entry.type == "payment.succeeded":
        return ("order.updated" if entry.running_balance.amount else "order.paid", "payment_intent.succeeded")
    told = EVENTS_OF.get(entry.type, ("order.updated",))
    took_tip_back = entry.type in {"payment.failed", "payment.canceled"} and entry.balance_delta.amount
    return ("order.updated", *told) if took_tip_back else told


def _nothing_open(world: World, rows: Rows) -> Iterator[str]:
    """When all is quiet, nothing is in flight, nothing falls due, and every key has its answer."""
    # An invoice waits for its own date, 30 days ahead.
    yield from (f"{key.pk} still falls due" for key in world.due() if "/inv_" not in key.pk)
    for _, order in rows.of(Order):
        if order.payment_in_flight is not None:
            yield f"{order.id} has a payment in flight for ever"
    for _, refund in rows.of(Refund):
        if refund.status in {RefundStatus.PENDING, RefundStatus.IN_TRANSIT}:
            yield f"{refund.id} is {refund.status} for ever"
    for _, method in rows.of(PaymentMethod):
        if method.unsettled:
            yield f"{method.id} is {method.status} for ever"
    for _, record in rows.of(IdempotencyRecord):
        if not record.answered:
            yield f"key {record.key} never gets its answer"


def _answers(world: World) -> Iterator[str]:
    """A key's definite answer never changes, and a key that is known gets that answer or is told to wait."""
    for request in world.requests.values():
        yield from _answers_of(request)


def _answers_of(request: Request) -> Iterator[str]:
    definite = [answer for answer in request.answers if answer.definite and answer.kept]
    for answer in definite[1:]:
        if not answer.same_as(definite[0]):
            yield f"key {request.key} was answered {_short(definite[0])}, then {_short(answer)}"
    for answer in request.answers:
        if answer.known and not answer.definite and not answer.unknown:
            yield f"key {request.key} was known, but was answered {_short(answer)}"


def _short(answer: Answer) -> str:
    return f"{answer.status} {answer.code or getattr(answer.shape, 'status', '')}"
