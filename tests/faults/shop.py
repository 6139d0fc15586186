"""What clients ask for, and the worlds in which they do: a merchant with a coupon, and orders in several states."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from commerce.context import Context
from commerce.domain.coupon_commands import CreateCoupon, UpdateCoupon
from commerce.domain.coupons import Coupon
from commerce.domain.customer_commands import CreateCustomer
from commerce.domain.entity import Shape
from commerce.domain.invoice_commands import CreateInvoice
from commerce.domain.item_commands import CreateItem
from commerce.domain.manual_payment_commands import RecordManualPayment, ReverseManualPayment
from commerce.domain.order_commands import CreateOrder
from commerce.domain.order_edit_commands import AddLineItems, AddTips, ApplyCoupon, CloseOrder
from commerce.domain.orders import Order
from commerce.domain.payment_commands import PayOrder
from commerce.domain.payment_intent_commands import (
    CancelPaymentIntent,
    CapturePaymentIntent,
    ConfirmPaymentIntent,
    CreatePaymentIntent,
)
from commerce.domain.payment_method_commands import CreatePaymentMethod
from commerce.domain.refund_commands import CreateRefund
from commerce.domain.settings import Settings
from commerce.domain.tax_rates import TaxRate
from commerce.domain.unique_names import UniqueName
from commerce.store.keys import coupon_code_name, unique_name
from commerce.store.store import Store
from commerce.store.writes import Create
from commerce.usecases import customers, invoice_drafting, invoice_manual_payments, invoices, items, payment_reversal
from commerce.usecases.commit import CREATED
from tests.faults.processor import GOOD
from tests.faults.world import START, TENANT, World

Ask = Callable[[Context], Shape]

COUPON = "LAST1"
"""A coupon with one use."""

SKU = "CONSOLE-1"
IN_STOCK = 2
"""Units of the one item: fewer than some programmes try to sell."""


LIMITED, ASKING = "key_of_limited_agent", "key_of_asking_agent"
"""Keys of agents: one moves so much a day, the other asks a person for everything."""


def body(amount: int) -> dict[str, Any]:
    """A line of this price."""
    return {"name": "Console", "quantity": 1, "unit_price_money": {"amount": amount}}


def create_order(world: World, coupon: str | None = None, customer_id: str | None = None) -> Ask:
    """Make an order of one unit of the item."""
    discounts = [] if coupon is None else [{"coupon_code": coupon}]
    lines = [{"item_id": item_id(world)}]
    wanted = {"line_items": lines, "discounts": discounts, "customer_id": customer_id}
    command = CreateOrder.model_validate(wanted)
    return lambda ctx: world.use_cases.order_creation.create(ctx, command)


def pay(world: World, order_id: str, *sources: str, amount: int | None = None, tip: int | None = None) -> Ask:
    """Pay an order, or a part of it, with a good card or with these."""
    wanted: dict[str, Any] = {"payment_source_tokens": sources} if len(sources) > 1 else {}
    wanted = wanted or {"payment_source_token": sources[0] if sources else GOOD}
    if amount is not None:
        wanted["amount_money"] = {"amount": amount}
    if tip is not None:
        wanted["tip_money"] = {"amount": tip}
    command = PayOrder.model_validate(wanted)
    return lambda ctx: world.use_cases.payments.pay(ctx, order_id, command)


def pay_and_keep(world: World, order_id: str, source: str = GOOD) -> Ask:
    """Pay an order with a card that is kept for its customer."""
    command = PayOrder.model_validate({"payment_source_token": source, "save_payment_method": True})
    return lambda ctx: world.use_cases.payments.pay(ctx, order_id, command)


def pay_with_card(world: World, order_id: str, method_id: str) -> Ask:
    """Pay an order with a saved card."""
    command = PayOrder.model_validate({"payment_method_ids": [method_id]})
    return lambda ctx: world.use_cases.payments.pay(ctx, order_id, command)


def save_card(world: World, customer_id: str, source: str = GOOD) -> Ask:
    """Save a customer's card."""
    command = CreatePaymentMethod(customer_id=customer_id, payment_source_token=source)
    return lambda ctx: world.use_cases.payment_methods.create(ctx, command)


def remove_card(world: World, method_id: str) -> Ask:
    """Let a card go."""
    return lambda ctx: world.use_cases.payment_methods.remove(ctx, method_id)


def delete_customer(world: World, customer_id: str) -> Ask:
    """Delete a customer."""
    return lambda ctx: world.use_cases.customer_deletion.delete(ctx, customer_id)


def pay_by_hand(world: World, order_id: str, amount: int | None = None) -> Ask:
    """Record cash, for all of an order or for a part."""
    command = RecordManualPayment.model_validate({} if amount is None else {"amount_money": {"amount": amount}})
    return lambda ctx: world.use_cases.manual_payments.record(ctx, order_id, command)


def intend(world: World, order_id: str, source: str = GOOD, amount: int | None = None, *, hold: bool = True) -> Ask:
    """Prepare a payment; a hold is made at once, anything else waits to be confirmed."""
    wanted: dict[str, Any] = {"order_id": order_id, "payment_source_token": source, "auto_confirm": hold}
    if hold:
        wanted["capture_method"] = "manual"
    if amount is not None:
        wanted["amount_money"] = {"amount": amount}
    command = CreatePaymentIntent.model_validate(wanted)
    return lambda ctx: world.use_cases.payment_intents.create(ctx, command)


def confirm(world: World, intent_id: str, source: str | None = None) -> Ask:
    """Charge a payment that waits, perhaps with another card."""
    command = ConfirmPaymentIntent(payment_source_token=source)
    return lambda ctx: world.use_cases.payment_intents.confirm(ctx, intent_id, command)


def capture(world: World, intent_id: str, amount: int | None = None) -> Ask:
    """Take what is held, or a part of it."""
    command = CapturePaymentIntent.model_validate({} if amount is None else {"amount_money": {"amount": amount}})
    return lambda ctx: world.use_cases.captures.capture(ctx, intent_id, command)


def cancel(world: World, intent_id: str) -> Ask:
    """Give a payment up."""
    return lambda ctx: world.use_cases.captures.cancel(ctx, intent_id, CancelPaymentIntent())


RESTOCK = "restock"
"""What refunds that put the goods back are marked with."""


def refund(
    world: World,
    order_id: str,
    amount: int | None = None,
    *,
    fate: str = "",
    units: int | None = None,
    restock: bool = False,
) -> Ask:
    """Give money back: an amount, units of the only line, or all; perhaps the goods too. fate: what the bank does."""
    wanted: dict[str, Any] = {"order_id": order_id}
    if units is not None:
        line_id = order_of(world, order_id).lines[0].id
        wanted["line_items"] = [{"order_line_item_id": line_id, "quantity": units}]
    if restock:
        wanted |= {"restock": True, "metadata": {RESTOCK: "yes"}}
    if amount is not None:
        wanted["amount_money"] = {"amount": amount}
    if fate:
        wanted["reason_message"] = fate
    command = CreateRefund.model_validate(wanted)
    return lambda ctx: world.use_cases.refunds.create(ctx, command)


def add_line(world: World, order_id: str) -> Ask:
    """Add a line."""
    command = AddLineItems.model_validate({"line_items": [body(500)]})
    return lambda ctx: world.use_cases.orders.add_line_items(ctx, order_id, command)


def add_tip(world: World, order_id: str) -> Ask:
    """Add a tip."""
    command = AddTips.model_validate({"amount_money": {"amount": 300}})
    return lambda ctx: world.use_cases.orders.add_tips(ctx, order_id, command)


def apply_coupon(world: World, order_id: str) -> Ask:
    """Apply the coupon."""
    command = ApplyCoupon(coupon_code=COUPON)
    return lambda ctx: world.use_cases.orders.apply_coupon(ctx, order_id, command)


def close(world: World, order_id: str) -> Ask:
    """Close an order."""
    return lambda ctx: world.use_cases.orders.close(ctx, order_id, CloseOrder())


def create_coupon(world: World, code: str = COUPON) -> Ask:
    """Make a coupon with one use."""
    command = CreateCoupon(name="Last one", coupon_code=code, percent_off="20", max_uses=1)
    return lambda ctx: world.use_cases.coupons.create(ctx, command)


def change_coupon(world: World, coupon_id: str, **changes: Any) -> Ask:
    """Change a coupon."""
    command = UpdateCoupon.model_validate(changes)
    return lambda ctx: world.use_cases.coupons.update(ctx, coupon_id, command)


def delete_coupon(world: World, coupon_id: str) -> Ask:
    """Delete a coupon: its code is free again."""
    return lambda ctx: world.use_cases.coupons.delete(ctx, coupon_id)


def opened() -> World:
    """A merchant with 8 % tax and a coupon that has one use."""
    world = World()
    rate = TaxRate(id="tax_1", name="Sales tax", percentage="8", is_default=True, created_at=START, updated_at=START)
    settings = Settings(
        merchant_id=TENANT.merchant_id,
        mode=TENANT.mode,
        business_name="Shop",
        tax_rates=(rate,),
        created_at=START,
        updated_at=START,
    )
    Store(TENANT, world.table).write([Create(settings)])
    done(world, "coupon", create_coupon(world), CREATED)
    item = CreateItem.model_validate(
        {"name": "Console", "sku": SKU, "unit_price_money": {"amount": 10_000}, "quantity_available": IN_STOCK}
    )
    done(world, "item", lambda ctx: items.create(ctx, item), CREATED)
    return world


def done(world: World, key: str, ask: Ask, status: int = 200) -> str:
    """Something that succeeded before the programme begins; its id."""
    answer = world.ask(key, ask, status)
    assert answer is not None
    assert answer.shape is not None, answer
    identity: str = answer.shape.id  # type: ignore[attr-defined]  # every resource has one
    return identity


@cache
def with_orders(
    count: int = 1, *, coupon: bool = False, paid: bool = False, part: int | None = None
) -> tuple[World, tuple[str, ...]]:
    """The shop with some orders, all alike; made once and copied by whoever uses it. part: paid already."""
    world = opened()
    code = COUPON if coupon else None
    ids = [done(world, f"order {n}", create_order(world, coupon=code), CREATED) for n in range(count)]
    if paid or part is not None:
        for number, order_id in enumerate(ids):
            done(world, f"paid {number}", pay(world, order_id, amount=part))
    return world, tuple(ids)


@cache
def with_payments() -> tuple[World, tuple[str, ...]]:
    """The shop with an order that was paid in three parts: 20.00 in cash, 50.00 by card, and by another the rest."""
    template, ids = with_orders()
    world = template.copy()
    done(world, "cash", pay_by_hand(world, ids[0], 2_000))
    done(world, "first card", pay(world, ids[0], amount=5_000))
    done(world, "second card", pay(world, ids[0]))
    return world, ids


@cache
def with_invoices(count: int = 1, *, spread: bool = False, part: int | None = None) -> tuple[World, tuple[str, ...]]:
    """The shop with orders that have an issued invoice: paid in full, in three parts if `spread`, or only in part."""
    template, ids = with_payments() if spread else with_orders(count, paid=part is None, part=part)
    world = template.copy()
    for order_id in ids:
        wanted = CreateInvoice(order_id=order_id)
        draft = done(world, f"draft of {order_id}", partial(_draft, command=wanted), CREATED)
        done(world, f"issue of {order_id}", partial(_issue, invoice_id=draft))
    return world, ids


def _draft(ctx: Context, command: CreateInvoice) -> Shape:
    return invoice_drafting.create(ctx, command)


def _issue(ctx: Context, invoice_id: str) -> Shape:
    return invoices.issue(ctx, invoice_id)


def void_invoice(world: World) -> Ask:
    """Declare the one invoice void."""
    invoice_id = _the_invoice(world)
    return lambda ctx: invoices.void(ctx, invoice_id)


@cache
def with_cash() -> tuple[World, tuple[str, ...]]:
    """The shop with an issued invoice that was paid with 50.00 by card and the rest in cash: the order, the cash."""
    template, (order_id,) = with_invoices(part=5_000)
    world = template.copy()
    done(world, "cash", pay_by_hand(world, order_id))
    return world, (order_id, order_of(world, order_id).payments[-1].payment_intent_id)


@cache
def with_draft() -> tuple[World, tuple[str, ...]]:
    """The shop with an order that has the draft of an invoice."""
    template, ids = with_orders()
    world = template.copy()
    done(world, "draft", partial(_draft, command=CreateInvoice(order_id=ids[0])), CREATED)
    return world, ids


def issue(world: World) -> Ask:
    """Issue the one invoice."""
    return partial(_issue, invoice_id=_the_invoice(world))


def reverse(world: World, intent_id: str) -> Ask:
    """Take money out of the one invoice's books that was recorded by mistake."""
    invoice_id, command = _the_invoice(world), ReverseManualPayment(payment_intent_id=intent_id)
    return lambda ctx: payment_reversal.reverse_manual_payment(ctx, invoice_id, command)


def record_for_invoice(world: World) -> Ask:
    """Record cash for all that is owed of the one invoice."""
    invoice_id = _the_invoice(world)
    return lambda ctx: invoice_manual_payments.record_manual_payment(ctx, invoice_id, RecordManualPayment())


def _the_invoice(world: World) -> str:
    (invoice_id,) = [key.pk.rpartition("/")[2] for key in world.table.rows if "/inv_" in key.pk]
    return invoice_id


@cache
def with_intent(*, coupon: bool = False, hold: bool = True, amount: int | None = None) -> tuple[World, tuple[str, ...]]:
    """The shop with an order, and a payment of it that is held, or waits to be confirmed: the ids of both."""
    template, (order_id,) = with_orders(coupon=coupon)
    world = template.copy()
    made = done(world, "intent", intend(world, order_id, amount=amount, hold=hold), CREATED)
    return world, (order_id, made)


@cache
def with_customer(*, cards: int = 0, order: bool = False) -> tuple[World, tuple[str, ...]]:
    """The shop with a customer and maybe saved cards and an order of theirs: the ids, the customer's first."""
    world = opened()
    named = CreateCustomer(name="Ada")
    customer_id = done(world, "customer", lambda ctx: customers.create(ctx, named), CREATED)
    ids = [done(world, f"card {n}", save_card(world, customer_id), CREATED) for n in range(cards)]
    if order:
        ids.append(done(world, "order", create_order(world, customer_id=customer_id), CREATED))
    return world, (customer_id, *ids)


def item_id(world: World) -> str:
    """The item that orders are made of."""
    sku: UniqueName = world.row(UniqueName, unique_name("sku", SKU))
    assert sku.holder_id is not None
    return sku.holder_id


def coupon_id(world: World) -> str:
    """The coupon that has the code, at this moment."""
    coupon: Coupon = world.row(Coupon, coupon_code_name(COUPON))
    return coupon.id


def order_of(world: World, order_id: str) -> Order:
    """An order as it is stored."""
    order: Order = world.row(Order, order_id)
    return order
