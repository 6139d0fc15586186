"""Customers: made, changed and found. `customer_deletion` forgets them."""

from dataclasses import replace

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.customer_commands import CreateCustomer, UpdateCustomer
from commerce.domain.customers import Customer
from commerce.domain.lifecycle import CustomerStatus
from commerce.domain.unique_names import CUSTOMER_EMAIL, UniqueName
from commerce.store.lists import Listed, Selection, list_entities
from commerce.store.writes import Create, Replace, TransactionLost, Write
from commerce.usecases.commit import (
    OK,
    answered_record,
    commit,
    commit_new,
    outbox,
    remember,
    replay,
    require_version,
    until_written,
)
from commerce.usecases.finding import found_customer
from commerce.usecases.unique_names import holder_of, moved


def create(ctx: Context, command: CreateCustomer) -> Customer:
    """Make a customer; nobody else may have its e-mail address."""
    now = ctx.now()
    values = {name: getattr(command, name) for name in type(command).model_fields}
    customer = Customer(id=ctx.new_id("cus"), created_at=now, updated_at=now, **values)
    return until_written(ctx, lambda: _create(ctx, customer))


def _create(ctx: Context, customer: Customer) -> Customer:
    write, key = Create(customer, outbox(ctx, "customer.created")), customer.email_key
    try:
        name = [] if key is None else [Create(UniqueName(kind=CUSTOMER_EMAIL, name=key, holder_id=customer.id))]
        if ctx.request.dry_run:  # no write will tell whether the address is free
            moved_email(ctx, customer, held=None, wanted=key)
        return commit_new(ctx, customer, [write, *name])
    except TransactionLost:
        return commit_new(ctx, customer, [write, *moved_email(ctx, customer, held=None, wanted=key)])


def moved_email(ctx: Context, customer: Customer, *, held: str | None, wanted: str | None) -> list[Write]:
    """Raises EmailExists if another customer has the address."""
    refusal = errors.EmailExists(
        "Another customer has this e-mail address; use that customer, or another address.", param="email"
    )
    return moved(ctx, CUSTOMER_EMAIL, customer.id, held=held, wanted=wanted, refusal=refusal)


def update(ctx: Context, customer_id: str, command: UpdateCustomer) -> Customer:
    """Change a customer."""
    changes = {name: getattr(command, name) for name in command.model_fields_set}
    if changes.get("tax_exempt", ...) is None:
        del changes["tax_exempt"]
    if changes.get("metadata", ...) is None:
        changes["metadata"] = {}

    def change() -> Customer:
        customer = read_customer(ctx, customer_id)
        edited = customer.evolve(version=customer.version + 1, updated_at=ctx.now(), **changes)
        emails = moved_email(ctx, customer, held=customer.email_key, wanted=edited.email_key)
        record = answered_record(ctx, edited, OK)
        over = Replace(edited, customer.version, outbox(ctx, "customer.updated"))
        commit(ctx, [over, *emails, *remember(ctx, record)])
        return edited

    return until_written(ctx, change)


def read_customer(ctx: Context, customer_id: str) -> Customer:
    """The customer. Raises Replayed for a request that was answered."""
    found = ctx.read(customer_id)
    replay(ctx, found)
    customer = found_customer(found, customer_id)
    require_version(ctx, customer.version)
    return customer


def listed(ctx: Context, selection: Selection, *, email: str | None) -> Listed[Customer]:
    """The selected customers, newest first, or the one with an e-mail address; never a deleted one."""
    if email is None:
        return list_entities(ctx.store, Customer, replace(selection, status=CustomerStatus.ACTIVE))
    customer_id = holder_of(ctx, CUSTOMER_EMAIL, email.lower())
    if customer_id is None:
        return Listed([])
    low, below = selection.low or "", selection.below or "~"
    customer = ctx.store.read(customer_id).get(Customer, customer_id)
    return Listed([customer] if customer is not None and low <= customer_id < below else [])
