"""A method for each operation. Rendered from the operations by `make render`; edits get lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Unpack

from flint import _types
from flint._operations import OPERATIONS
from flint.calls import Operation
from flint.pages import Page

if TYPE_CHECKING:
    from typing import Protocol

    class Caller(Protocol):
        """What carries out operations."""

        def call(
            self,
            operation: Operation,
            given: Sequence[str | Mapping[str, Any] | None],
            fields: Mapping[str, Any],
            **options: Any,
        ) -> Any: ...


class _Group:
    """The operations of one resource."""

    def __init__(self, caller: Any) -> None:
        self._caller: Caller = caller


class ApiKeys(_Group):
    """Operations on ApiKeys."""

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreateApiKey],
    ) -> _types.NewApiKey:
        """Make an API key."""
        found: _types.NewApiKey = self._caller.call(
            OPERATIONS["apiKeys.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.ApiKey]:
        """List API keys, newest first, the revoked ones too; never their text. Filters: page_size,
        page_token, created_after, created_before.
        """
        found: Page[_types.ApiKey] = self._caller.call(
            OPERATIONS["apiKeys.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def revoke(
        self,
        api_key_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.ApiKey:
        """Revoke an API key: it is refused from its next request on."""
        found: _types.ApiKey = self._caller.call(
            OPERATIONS["apiKeys.revoke"],
            [api_key_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class BillingRuns(_Group):
    """Operations on BillingRuns."""

    def get(self, billing_run_id: str, /, *, timeout_seconds: float | None = None) -> _types.BillingRun:
        """Read what a run of billing did for you."""
        found: _types.BillingRun = self._caller.call(
            OPERATIONS["billingRuns.get"], [billing_run_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.BillingRun]:
        """List the runs of billing that met subscriptions of yours, newest first. Filters: page_size,
        page_token, created_after, created_before.
        """
        found: Page[_types.BillingRun] = self._caller.call(
            OPERATIONS["billingRuns.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found


class CheckoutSessions(_Group):
    """Operations on CheckoutSessions."""

    def close(
        self,
        checkout_session_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.CheckoutSession:
        """End an open checkout session unpaid; its page tells the buyer so, and its order stays as it is."""
        found: _types.CheckoutSession = self._caller.call(
            OPERATIONS["checkoutSessions.close"],
            [checkout_session_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreateCheckoutSession],
    ) -> _types.CheckoutSession:
        """Open a hosted page on which a buyer pays an order, or lines, for which an order is made."""
        found: _types.CheckoutSession = self._caller.call(
            OPERATIONS["checkoutSessions.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, checkout_session_id: str, /, *, timeout_seconds: float | None = None) -> _types.CheckoutSession:
        """Read a checkout session."""
        found: _types.CheckoutSession = self._caller.call(
            OPERATIONS["checkoutSessions.get"], [checkout_session_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.CheckoutSession]:
        """List checkout sessions, newest first. Filters: page_size, page_token, created_after,
        created_before, status, customer_id.
        """
        found: Page[_types.CheckoutSession] = self._caller.call(
            OPERATIONS["checkoutSessions.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found


class Confirmations(_Group):
    """Operations on Confirmations."""

    def approve(
        self,
        confirmation_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.Confirmation:
        """Approve what an agent asked for; a person's key does, never an agent's."""
        found: _types.Confirmation = self._caller.call(
            OPERATIONS["confirmations.approve"],
            [confirmation_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def decline(
        self,
        confirmation_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.Confirmation:
        """Decline what an agent asked for; a person's key does, never an agent's."""
        found: _types.Confirmation = self._caller.call(
            OPERATIONS["confirmations.decline"],
            [confirmation_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, confirmation_id: str, /, *, timeout_seconds: float | None = None) -> _types.Confirmation:
        """Read a confirmation: what an agent asked for, and what became of it."""
        found: _types.Confirmation = self._caller.call(
            OPERATIONS["confirmations.get"], [confirmation_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.Confirmation]:
        """List what agents asked for, newest first; `status=pending` is what waits for a person. Filters:
        page_size, page_token, created_after, created_before, status.
        """
        found: Page[_types.Confirmation] = self._caller.call(
            OPERATIONS["confirmations.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found


class Coupons(_Group):
    """Operations on Coupons."""

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreateCoupon],
    ) -> _types.Coupon:
        """Make a coupon."""
        found: _types.Coupon = self._caller.call(
            OPERATIONS["coupons.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def delete(
        self,
        coupon_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.Coupon:
        """Delete a coupon: nobody can apply it or pay with it any more."""
        found: _types.Coupon = self._caller.call(
            OPERATIONS["coupons.delete"],
            [coupon_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, coupon_id: str, /, *, timeout_seconds: float | None = None) -> _types.Coupon:
        """Read a coupon, with the status it has at this moment."""
        found: _types.Coupon = self._caller.call(
            OPERATIONS["coupons.get"], [coupon_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.Coupon]:
        """List coupons, newest first, or find the one with a code. Filters: page_size, page_token,
        created_after, created_before, status, code.
        """
        found: Page[_types.Coupon] = self._caller.call(
            OPERATIONS["coupons.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def update(
        self,
        coupon_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdateCoupon],
    ) -> _types.Coupon:
        """Change a coupon; what it takes off is fixed."""
        found: _types.Coupon = self._caller.call(
            OPERATIONS["coupons.update"],
            [coupon_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class CreditNotes(_Group):
    """Operations on CreditNotes."""

    def get(self, credit_note_id: str, /, *, timeout_seconds: float | None = None) -> _types.CreditNote:
        """Read a credit note."""
        found: _types.CreditNote = self._caller.call(
            OPERATIONS["creditNotes.get"], [credit_note_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def get_pdf(self, credit_note_id: str, /, *, timeout_seconds: float | None = None) -> _types.CreditNotePdf:
        """Read where a credit note can be had as a PDF."""
        found: _types.CreditNotePdf = self._caller.call(
            OPERATIONS["creditNotes.getPdf"], [credit_note_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.CreditNote]:
        """List credit notes, newest first. Filters: page_size, page_token, created_after, created_before,
        status, customer_id, invoice_id.
        """
        found: Page[_types.CreditNote] = self._caller.call(
            OPERATIONS["creditNotes.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found


class Customers(_Group):
    """Operations on Customers."""

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreateCustomer],
    ) -> _types.Customer:
        """Make a customer."""
        found: _types.Customer = self._caller.call(
            OPERATIONS["customers.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def delete(
        self,
        customer_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.Customer:
        """Delete a customer, and forget what is known of it."""
        found: _types.Customer = self._caller.call(
            OPERATIONS["customers.delete"],
            [customer_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, customer_id: str, /, *, timeout_seconds: float | None = None) -> _types.Customer:
        """Read a customer."""
        found: _types.Customer = self._caller.call(
            OPERATIONS["customers.get"], [customer_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.Customer]:
        """List customers, newest first, or find the one with an e-mail address. Filters: page_size,
        page_token, created_after, created_before, email.
        """
        found: Page[_types.Customer] = self._caller.call(
            OPERATIONS["customers.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def list_orders(
        self, customer_id: str, /, *, timeout_seconds: float | None = None, **fields: Any
    ) -> Page[_types.Order]:
        """Read a customer's purchase history: its orders, newest first. Filters: page_size, page_token,
        created_after, created_before, status.
        """
        found: Page[_types.Order] = self._caller.call(
            OPERATIONS["customers.listOrders"], [customer_id], fields, timeout_seconds=timeout_seconds
        )
        return found

    def update(
        self,
        customer_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdateCustomer],
    ) -> _types.Customer:
        """Change a customer."""
        found: _types.Customer = self._caller.call(
            OPERATIONS["customers.update"],
            [customer_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class DeadLetters(_Group):
    """Operations on DeadLetters."""

    def get(self, dead_letter_id: str, /, *, timeout_seconds: float | None = None) -> _types.DeadLetter:
        """Read a dead letter of the last 14 days: what it was about, and why it was never worked off."""
        found: _types.DeadLetter = self._caller.call(
            OPERATIONS["deadLetters.get"], [dead_letter_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.DeadLetter]:
        """List messages of the last 14 days that no worker could work off, newest first. Filters: page_size,
        page_token, created_after, created_before, status, source.
        """
        found: Page[_types.DeadLetter] = self._caller.call(
            OPERATIONS["deadLetters.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def replay(
        self,
        dead_letter_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.DeadLetter:
        """Send a dead letter back to the queue it came from, byte for byte; its worker takes it up again."""
        found: _types.DeadLetter = self._caller.call(
            OPERATIONS["deadLetters.replay"],
            [dead_letter_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class Events(_Group):
    """Operations on Events."""

    def get(self, event_id: str, /, *, timeout_seconds: float | None = None) -> _types.RecordedEvent:
        """Read an event of the last 30 days, as it was told."""
        found: _types.RecordedEvent = self._caller.call(
            OPERATIONS["events.get"], [event_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.RecordedEvent]:
        """List events of the last 30 days, newest first; one stands here a moment after its change. Filters:
        page_size, page_token, created_after, created_before, event_type, resource_id, order_id.
        """
        found: Page[_types.RecordedEvent] = self._caller.call(
            OPERATIONS["events.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found


class Invoices(_Group):
    """Operations on Invoices."""

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreateInvoice],
    ) -> _types.Invoice:
        """Draft an invoice of an order, or of lines, for which an order is made."""
        found: _types.Invoice = self._caller.call(
            OPERATIONS["invoices.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, invoice_id: str, /, *, timeout_seconds: float | None = None) -> _types.Invoice:
        """Read an invoice."""
        found: _types.Invoice = self._caller.call(
            OPERATIONS["invoices.get"], [invoice_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def get_pdf(self, invoice_id: str, /, *, timeout_seconds: float | None = None) -> _types.InvoicePdf:
        """Read where an issued invoice can be had as a PDF."""
        found: _types.InvoicePdf = self._caller.call(
            OPERATIONS["invoices.getPdf"], [invoice_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def issue(
        self,
        invoice_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.Invoice:
        """Give a draft its number, without sending it."""
        found: _types.Invoice = self._caller.call(
            OPERATIONS["invoices.issue"],
            [invoice_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.Invoice]:
        """List invoices, newest first. Filters: page_size, page_token, created_after, created_before, status,
        customer_id.
        """
        found: Page[_types.Invoice] = self._caller.call(
            OPERATIONS["invoices.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def record_manual_payment(
        self,
        invoice_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.RecordManualPayment],
    ) -> _types.Invoice:
        """Record cash, or other money that came in past the card processor, for an issued invoice."""
        found: _types.Invoice = self._caller.call(
            OPERATIONS["invoices.recordManualPayment"],
            [invoice_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def reverse_manual_payment(
        self,
        invoice_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.ReverseManualPayment],
    ) -> _types.Invoice:
        """Take a payment that was recorded by mistake out of the books; its amount is to be paid again."""
        found: _types.Invoice = self._caller.call(
            OPERATIONS["invoices.reverseManualPayment"],
            [invoice_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def send(
        self,
        invoice_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.SendInvoice],
    ) -> _types.Invoice:
        """Send an invoice to its recipient; a draft is issued first."""
        found: _types.Invoice = self._caller.call(
            OPERATIONS["invoices.send"],
            [invoice_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def send_reminder(
        self,
        invoice_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.Invoice:
        """Send an invoice again that is still to be paid."""
        found: _types.Invoice = self._caller.call(
            OPERATIONS["invoices.sendReminder"],
            [invoice_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def update(
        self,
        invoice_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdateInvoice],
    ) -> _types.Invoice:
        """Change a draft; of an issued invoice only the metadata."""
        found: _types.Invoice = self._caller.call(
            OPERATIONS["invoices.update"],
            [invoice_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def void(
        self,
        invoice_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.Invoice:
        """Declare an invoice void."""
        found: _types.Invoice = self._caller.call(
            OPERATIONS["invoices.void"],
            [invoice_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class Items(_Group):
    """Operations on Items."""

    def adjust_inventory(
        self,
        item_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.AdjustInventory],
    ) -> _types.Item:
        """Add to an item's stock, or take away from it, and note why."""
        found: _types.Item = self._caller.call(
            OPERATIONS["items.adjustInventory"],
            [item_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreateItem],
    ) -> _types.Item:
        """Put an item into the catalog."""
        found: _types.Item = self._caller.call(
            OPERATIONS["items.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def delete(
        self,
        item_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.Item:
        """Archive an item."""
        found: _types.Item = self._caller.call(
            OPERATIONS["items.delete"],
            [item_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, item_id: str, /, *, timeout_seconds: float | None = None) -> _types.Item:
        """Read an item, with its stock of this moment."""
        found: _types.Item = self._caller.call(OPERATIONS["items.get"], [item_id], {}, timeout_seconds=timeout_seconds)
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.Item]:
        """List items, newest first, or find the one with a SKU. Filters: page_size, page_token,
        created_after, created_before, status, sku.
        """
        found: Page[_types.Item] = self._caller.call(
            OPERATIONS["items.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def list_inventory_changes(
        self, item_id: str, /, *, timeout_seconds: float | None = None, **fields: Any
    ) -> Page[_types.InventoryChange]:
        """Read how an item's stock was changed by hand, newest first. Filters: page_size, page_token."""
        found: Page[_types.InventoryChange] = self._caller.call(
            OPERATIONS["items.listInventoryChanges"], [item_id], fields, timeout_seconds=timeout_seconds
        )
        return found

    def update(
        self,
        item_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdateItem],
    ) -> _types.Item:
        """Change an item; orders that exist keep the name and price they were given."""
        found: _types.Item = self._caller.call(
            OPERATIONS["items.update"],
            [item_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class Orders(_Group):
    """Operations on Orders."""

    def add_charge(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.AddCharge],
    ) -> _types.Order:
        """Add a service or delivery charge to an open order."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.addCharge"],
            [order_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def add_discount(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.AddDiscount],
    ) -> _types.Order:
        """Give a discount by hand."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.addDiscount"],
            [order_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def add_line_items(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.AddLineItems],
    ) -> _types.Order:
        """Add lines to an open order."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.addLineItems"],
            [order_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def add_tips(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.AddTips],
    ) -> _types.Order:
        """Add a tip to an open order."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.addTips"],
            [order_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def apply_coupon(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.ApplyCoupon],
    ) -> _types.Order:
        """Apply a coupon to an open order."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.applyCoupon"],
            [order_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def apply_tax(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.ApplyTax],
    ) -> _types.Order:
        """Choose an open order's tax rates by an address."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.applyTax"],
            [order_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def calculate(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreateOrder],
    ) -> _types.Order:
        """Compute the order that a request would make, and store nothing."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.calculate"], [body], fields, timeout_seconds=timeout_seconds
        )
        return found

    def clone(
        self,
        order_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.Order:
        """Make a new open order like this one, whatever became of it."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.clone"],
            [order_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def close(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CloseOrder],
    ) -> _types.Order:
        """End an order; nothing can be done to it afterwards."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.close"],
            [order_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreateOrder],
    ) -> _types.Order:
        """Make an order."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def explain(self, order_id: str, /, *, timeout_seconds: float | None = None) -> _types.OrderExplanation:
        """Explain an order's amounts, step by step."""
        found: _types.OrderExplanation = self._caller.call(
            OPERATIONS["orders.explain"], [order_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def get(self, order_id: str, /, *, timeout_seconds: float | None = None) -> _types.Order:
        """Read an order."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.get"], [order_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.Order]:
        """List orders, newest first. Filters: page_size, page_token, created_after, created_before, status,
        customer_id, order_number.
        """
        found: Page[_types.Order] = self._caller.call(
            OPERATIONS["orders.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def list_activities(
        self, order_id: str, /, *, timeout_seconds: float | None = None, **fields: Any
    ) -> Page[_types.Activity]:
        """Read an order's audit trail, newest first; its deltas add up to the balance. Filters: page_size,
        page_token.
        """
        found: Page[_types.Activity] = self._caller.call(
            OPERATIONS["orders.listActivities"], [order_id], fields, timeout_seconds=timeout_seconds
        )
        return found

    def pay(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.PayOrder],
    ) -> _types.Order:
        """Charge the order's balance."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.pay"],
            [order_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def pay_by_id(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.PayOrderById],
    ) -> _types.Order:
        """Charge the balance of the order that the body names."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.payById"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def record_manual_payment(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.RecordManualPayment],
    ) -> _types.Order:
        """Record cash, or other money that you took past the card processor."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.recordManualPayment"],
            [order_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def remove_charge(
        self,
        order_id: str,
        charge_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.Order:
        """Take a charge off an open order."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.removeCharge"],
            [order_id, charge_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def remove_discounts(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.RemoveDiscounts],
    ) -> _types.Order:
        """Take discounts away from an open order."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.removeDiscounts"],
            [order_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def remove_line_items(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.RemoveLineItems],
    ) -> _types.Order:
        """Take lines away from an open order."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.removeLineItems"],
            [order_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def remove_tips(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.RemoveTips],
    ) -> _types.Order:
        """Take tips away from an open order; without ids, all of them."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.removeTips"],
            [order_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def update(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdateOrder],
    ) -> _types.Order:
        """Change an order's texts and metadata; once it is paid, only metadata."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.update"],
            [order_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def update_line_item(
        self,
        order_id: str | Mapping[str, Any] | None = None,
        line_item_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdateLineItem],
    ) -> _types.Order:
        """Change a line of an open order."""
        found: _types.Order = self._caller.call(
            OPERATIONS["orders.updateLineItem"],
            [order_id, line_item_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class PaymentIntents(_Group):
    """Operations on PaymentIntents."""

    def cancel(
        self,
        payment_intent_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CancelPaymentIntent],
    ) -> _types.PaymentIntent:
        """Give up a payment intent that has taken no money; what it holds is let go."""
        found: _types.PaymentIntent = self._caller.call(
            OPERATIONS["paymentIntents.cancel"],
            [payment_intent_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def capture(
        self,
        payment_intent_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CapturePaymentIntent],
    ) -> _types.PaymentIntent:
        """Take money that is held, all or a part; what is not taken is let go."""
        found: _types.PaymentIntent = self._caller.call(
            OPERATIONS["paymentIntents.capture"],
            [payment_intent_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def confirm(
        self,
        payment_intent_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.ConfirmPaymentIntent],
    ) -> _types.PaymentIntent:
        """Charge a payment intent that waits, or hold its money."""
        found: _types.PaymentIntent = self._caller.call(
            OPERATIONS["paymentIntents.confirm"],
            [payment_intent_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreatePaymentIntent],
    ) -> _types.PaymentIntent:
        """Make a payment intent for an order's balance, for a part of it, or for an amount."""
        found: _types.PaymentIntent = self._caller.call(
            OPERATIONS["paymentIntents.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, payment_intent_id: str, /, *, timeout_seconds: float | None = None) -> _types.PaymentIntent:
        """Read a payment intent, with what the order's books say was refunded of it."""
        found: _types.PaymentIntent = self._caller.call(
            OPERATIONS["paymentIntents.get"], [payment_intent_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.PaymentIntent]:
        """List payment intents, newest first. Filters: page_size, page_token, created_after, created_before,
        status, customer_id.
        """
        found: Page[_types.PaymentIntent] = self._caller.call(
            OPERATIONS["paymentIntents.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def update(
        self,
        payment_intent_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdatePaymentIntent],
    ) -> _types.PaymentIntent:
        """Change a payment intent's metadata; until it is confirmed also its amount and card."""
        found: _types.PaymentIntent = self._caller.call(
            OPERATIONS["paymentIntents.update"],
            [payment_intent_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class PaymentLinks(_Group):
    """Operations on PaymentLinks."""

    def activate(
        self,
        payment_link_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.PaymentLink:
        """Let buyers begin with a payment link again."""
        found: _types.PaymentLink = self._caller.call(
            OPERATIONS["paymentLinks.activate"],
            [payment_link_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreatePaymentLink],
    ) -> _types.PaymentLink:
        """Make a link that you share: every visitor who goes on to pay gets an order and a checkout page of
        their own.
        """
        found: _types.PaymentLink = self._caller.call(
            OPERATIONS["paymentLinks.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def deactivate(
        self,
        payment_link_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.PaymentLink:
        """Let no buyer begin with a payment link; who has begun may finish."""
        found: _types.PaymentLink = self._caller.call(
            OPERATIONS["paymentLinks.deactivate"],
            [payment_link_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, payment_link_id: str, /, *, timeout_seconds: float | None = None) -> _types.PaymentLink:
        """Read a payment link."""
        found: _types.PaymentLink = self._caller.call(
            OPERATIONS["paymentLinks.get"], [payment_link_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.PaymentLink]:
        """List payment links, newest first. Filters: page_size, page_token, created_after, created_before,
        status.
        """
        found: Page[_types.PaymentLink] = self._caller.call(
            OPERATIONS["paymentLinks.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def update(
        self,
        payment_link_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdatePaymentLink],
    ) -> _types.PaymentLink:
        """Change a payment link; orders that it has made keep what they are."""
        found: _types.PaymentLink = self._caller.call(
            OPERATIONS["paymentLinks.update"],
            [payment_link_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class PaymentMethods(_Group):
    """Operations on PaymentMethods."""

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreatePaymentMethod],
    ) -> _types.PaymentMethod:
        """Save a card of a customer, so that it can be charged again."""
        found: _types.PaymentMethod = self._caller.call(
            OPERATIONS["paymentMethods.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, payment_method_id: str, /, *, timeout_seconds: float | None = None) -> _types.PaymentMethod:
        """Read a saved card: brand, last four digits and expiry."""
        found: _types.PaymentMethod = self._caller.call(
            OPERATIONS["paymentMethods.get"], [payment_method_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.PaymentMethod]:
        """List saved cards, newest first; unless `status` says otherwise, those that can be charged. Filters:
        page_size, page_token, created_after, created_before, status, customer_id.
        """
        found: Page[_types.PaymentMethod] = self._caller.call(
            OPERATIONS["paymentMethods.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def remove(
        self,
        payment_method_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.PaymentMethod:
        """Remove a saved card, here and at Stripe."""
        found: _types.PaymentMethod = self._caller.call(
            OPERATIONS["paymentMethods.remove"],
            [payment_method_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def set_default(
        self,
        payment_method_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.PaymentMethod:
        """Make a saved card its customer's default."""
        found: _types.PaymentMethod = self._caller.call(
            OPERATIONS["paymentMethods.setDefault"],
            [payment_method_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class Plans(_Group):
    """Operations on Plans."""

    def archive(
        self,
        plan_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.Plan:
        """Archive a plan: no subscription begins with it any more; those that run go on."""
        found: _types.Plan = self._caller.call(
            OPERATIONS["plans.archive"],
            [plan_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreatePlan],
    ) -> _types.Plan:
        """Make a plan: what a subscription bills, and how often."""
        found: _types.Plan = self._caller.call(
            OPERATIONS["plans.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, plan_id: str, /, *, timeout_seconds: float | None = None) -> _types.Plan:
        """Read a plan."""
        found: _types.Plan = self._caller.call(OPERATIONS["plans.get"], [plan_id], {}, timeout_seconds=timeout_seconds)
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.Plan]:
        """List plans, newest first. Filters: page_size, page_token, created_after, created_before, status."""
        found: Page[_types.Plan] = self._caller.call(
            OPERATIONS["plans.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def update(
        self,
        plan_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdatePlan],
    ) -> _types.Plan:
        """Change a plan; running subscriptions keep their terms until they are moved."""
        found: _types.Plan = self._caller.call(
            OPERATIONS["plans.update"],
            [plan_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class Reconciliations(_Group):
    """Operations on Reconciliations."""

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.Reconcile],
    ) -> _types.Reconciliation:
        """Compare payments and refunds with the processor, and list every difference."""
        found: _types.Reconciliation = self._caller.call(
            OPERATIONS["reconciliations.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class Refunds(_Group):
    """Operations on Refunds."""

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreateRefund],
    ) -> _types.Refund:
        """Give money back, by amount, by line or all that is left: of one payment, or of the order's, the
        latest first.
        """
        found: _types.Refund = self._caller.call(
            OPERATIONS["refunds.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, refund_id: str, /, *, timeout_seconds: float | None = None) -> _types.Refund:
        """Read a refund."""
        found: _types.Refund = self._caller.call(
            OPERATIONS["refunds.get"], [refund_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.Refund]:
        """List refunds, newest first. Filters: page_size, page_token, created_after, created_before, status,
        customer_id.
        """
        found: Page[_types.Refund] = self._caller.call(
            OPERATIONS["refunds.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def update(
        self,
        refund_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdateRefund],
    ) -> _types.Refund:
        """Change a refund's texts."""
        found: _types.Refund = self._caller.call(
            OPERATIONS["refunds.update"],
            [refund_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class Sandbox(_Group):
    """Operations on Sandbox."""

    def advance_clock(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.AdvanceClock],
    ) -> _types.SandboxClock:
        """Move a sandbox's clock forward: what falls due on the way is done, one after the other, each at its
        moment.
        """
        found: _types.SandboxClock = self._caller.call(
            OPERATIONS["sandbox.advanceClock"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class Settings(_Group):
    """Operations on Settings."""

    def get(self, *, timeout_seconds: float | None = None) -> _types.Settings:
        """Read the merchant's settings."""
        found: _types.Settings = self._caller.call(OPERATIONS["settings.get"], [], {}, timeout_seconds=timeout_seconds)
        return found

    def update(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdateSettings],
    ) -> _types.Settings:
        """Change the merchant's settings; orders that exist keep theirs."""
        found: _types.Settings = self._caller.call(
            OPERATIONS["settings.update"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class Subscriptions(_Group):
    """Operations on Subscriptions."""

    def cancel(
        self,
        subscription_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CancelSubscription],
    ) -> _types.Subscription:
        """Cancel a subscription at the end of what was paid, or at once; nothing goes back by itself."""
        found: _types.Subscription = self._caller.call(
            OPERATIONS["subscriptions.cancel"],
            [subscription_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreateSubscription],
    ) -> _types.Subscription:
        """Subscribe a customer to a plan."""
        found: _types.Subscription = self._caller.call(
            OPERATIONS["subscriptions.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, subscription_id: str, /, *, timeout_seconds: float | None = None) -> _types.Subscription:
        """Read a subscription."""
        found: _types.Subscription = self._caller.call(
            OPERATIONS["subscriptions.get"], [subscription_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.Subscription]:
        """List subscriptions, newest first. Filters: page_size, page_token, created_after, created_before,
        status, customer_id.
        """
        found: Page[_types.Subscription] = self._caller.call(
            OPERATIONS["subscriptions.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def list_orders(
        self, subscription_id: str, /, *, timeout_seconds: float | None = None, **fields: Any
    ) -> Page[_types.Order]:
        """List the orders that a subscription's periods made, newest first. Filters: page_size, page_token."""
        found: Page[_types.Order] = self._caller.call(
            OPERATIONS["subscriptions.listOrders"], [subscription_id], fields, timeout_seconds=timeout_seconds
        )
        return found

    def pause(
        self,
        subscription_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.PauseSubscription],
    ) -> _types.Subscription:
        """Pause a subscription: cycles that would begin meanwhile are left out; nothing goes back for what
        was paid.
        """
        found: _types.Subscription = self._caller.call(
            OPERATIONS["subscriptions.pause"],
            [subscription_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def resume(
        self,
        subscription_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.Subscription:
        """Let a paused subscription go on."""
        found: _types.Subscription = self._caller.call(
            OPERATIONS["subscriptions.resume"],
            [subscription_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def update(
        self,
        subscription_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdateSubscription],
    ) -> _types.Subscription:
        """Move a subscription to another plan, quantity or card."""
        found: _types.Subscription = self._caller.call(
            OPERATIONS["subscriptions.update"],
            [subscription_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class TaxRates(_Group):
    """Operations on TaxRates."""

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreateTaxRate],
    ) -> _types.TaxRate:
        """Add a tax rate."""
        found: _types.TaxRate = self._caller.call(
            OPERATIONS["taxRates.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def delete(
        self,
        tax_rate_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.TaxRate:
        """Take a tax rate away; orders that exist keep it."""
        found: _types.TaxRate = self._caller.call(
            OPERATIONS["taxRates.delete"],
            [tax_rate_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, tax_rate_id: str, /, *, timeout_seconds: float | None = None) -> _types.TaxRate:
        """Read a tax rate."""
        found: _types.TaxRate = self._caller.call(
            OPERATIONS["taxRates.get"], [tax_rate_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.TaxRate]:
        """List tax rates, newest first. Filters: page_size, page_token, created_after, created_before."""
        found: Page[_types.TaxRate] = self._caller.call(
            OPERATIONS["taxRates.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def update(
        self,
        tax_rate_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdateTaxRate],
    ) -> _types.TaxRate:
        """Change a tax rate; orders that exist keep the rate they were given."""
        found: _types.TaxRate = self._caller.call(
            OPERATIONS["taxRates.update"],
            [tax_rate_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class WebhookEndpoints(_Group):
    """Operations on WebhookEndpoints."""

    def create(
        self,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.CreateWebhookEndpoint],
    ) -> _types.NewWebhookEndpoint:
        """Register a URL that is told of events. The answer shows its secret, this once."""
        found: _types.NewWebhookEndpoint = self._caller.call(
            OPERATIONS["webhookEndpoints.create"],
            [body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def delete(
        self,
        webhook_endpoint_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.WebhookEndpoint:
        """Delete a webhook endpoint; deliveries to it that wait are given up."""
        found: _types.WebhookEndpoint = self._caller.call(
            OPERATIONS["webhookEndpoints.delete"],
            [webhook_endpoint_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def get(self, webhook_endpoint_id: str, /, *, timeout_seconds: float | None = None) -> _types.WebhookEndpoint:
        """Read a webhook endpoint; its secret is not shown."""
        found: _types.WebhookEndpoint = self._caller.call(
            OPERATIONS["webhookEndpoints.get"], [webhook_endpoint_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.WebhookEndpoint]:
        """List webhook endpoints, newest first. Filters: page_size, page_token, created_after,
        created_before, status.
        """
        found: Page[_types.WebhookEndpoint] = self._caller.call(
            OPERATIONS["webhookEndpoints.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def replay(
        self,
        webhook_endpoint_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.ReplayWebhookEvents],
    ) -> _types.WebhookReplay:
        """Send past events to a webhook endpoint, also those that it has had, or that happened before it was
        registered.
        """
        found: _types.WebhookReplay = self._caller.call(
            OPERATIONS["webhookEndpoints.replay"],
            [webhook_endpoint_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def rotate_secret(
        self,
        webhook_endpoint_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.RotateWebhookSecret],
    ) -> _types.NewWebhookEndpoint:
        """Give a webhook endpoint a new secret, shown this once."""
        found: _types.NewWebhookEndpoint = self._caller.call(
            OPERATIONS["webhookEndpoints.rotateSecret"],
            [webhook_endpoint_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def send_test(
        self,
        webhook_endpoint_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.WebhookEvent:
        """Send a webhook endpoint a `webhook_endpoint.test` event, whatever it subscribes to."""
        found: _types.WebhookEvent = self._caller.call(
            OPERATIONS["webhookEndpoints.sendTest"],
            [webhook_endpoint_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found

    def update(
        self,
        webhook_endpoint_id: str | Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
        **fields: Unpack[_types.UpdateWebhookEndpoint],
    ) -> _types.WebhookEndpoint:
        """Change a webhook endpoint, or enable it again."""
        found: _types.WebhookEndpoint = self._caller.call(
            OPERATIONS["webhookEndpoints.update"],
            [webhook_endpoint_id, body],
            fields,
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class WebhookEvents(_Group):
    """Operations on WebhookEvents."""

    def get(self, webhook_event_id: str, /, *, timeout_seconds: float | None = None) -> _types.WebhookEvent:
        """Read a delivery of the last 30 days with its tries."""
        found: _types.WebhookEvent = self._caller.call(
            OPERATIONS["webhookEvents.get"], [webhook_event_id], {}, timeout_seconds=timeout_seconds
        )
        return found

    def list(self, *, timeout_seconds: float | None = None, **fields: Any) -> Page[_types.WebhookEvent]:
        """List deliveries of the last 30 days, newest event first: tries, answers, and when the next try is
        due. Filters: page_size, page_token, created_after, created_before, status, webhook_endpoint_id,
        event_type.
        """
        found: Page[_types.WebhookEvent] = self._caller.call(
            OPERATIONS["webhookEvents.list"], [], fields, timeout_seconds=timeout_seconds
        )
        return found

    def resend(
        self,
        webhook_event_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        dry_run: bool = False,
        timeout_seconds: float | None = None,
    ) -> _types.WebhookEvent:
        """Send an event to its endpoint again, now and if need be through the whole schedule."""
        found: _types.WebhookEvent = self._caller.call(
            OPERATIONS["webhookEvents.resend"],
            [webhook_event_id],
            {},
            idempotency_key=idempotency_key,
            dry_run=dry_run,
            timeout_seconds=timeout_seconds,
        )
        return found


class Resources:
    """The resources of the API."""

    @cached_property
    def api_keys(self) -> ApiKeys:
        """Operations on api keys."""
        return ApiKeys(self)

    @cached_property
    def billing_runs(self) -> BillingRuns:
        """Operations on billing runs."""
        return BillingRuns(self)

    @cached_property
    def checkout_sessions(self) -> CheckoutSessions:
        """Operations on checkout sessions."""
        return CheckoutSessions(self)

    @cached_property
    def confirmations(self) -> Confirmations:
        """Operations on confirmations."""
        return Confirmations(self)

    @cached_property
    def coupons(self) -> Coupons:
        """Operations on coupons."""
        return Coupons(self)

    @cached_property
    def credit_notes(self) -> CreditNotes:
        """Operations on credit notes."""
        return CreditNotes(self)

    @cached_property
    def customers(self) -> Customers:
        """Operations on customers."""
        return Customers(self)

    @cached_property
    def dead_letters(self) -> DeadLetters:
        """Operations on dead letters."""
        return DeadLetters(self)

    @cached_property
    def events(self) -> Events:
        """Operations on events."""
        return Events(self)

    @cached_property
    def invoices(self) -> Invoices:
        """Operations on invoices."""
        return Invoices(self)

    @cached_property
    def items(self) -> Items:
        """Operations on items."""
        return Items(self)

    @cached_property
    def orders(self) -> Orders:
        """Operations on orders."""
        return Orders(self)

    @cached_property
    def payment_intents(self) -> PaymentIntents:
        """Operations on payment intents."""
        return PaymentIntents(self)

    @cached_property
    def payment_links(self) -> PaymentLinks:
        """Operations on payment links."""
        return PaymentLinks(self)

    @cached_property
    def payment_methods(self) -> PaymentMethods:
        """Operations on payment methods."""
        return PaymentMethods(self)

    @cached_property
    def plans(self) -> Plans:
        """Operations on plans."""
        return Plans(self)

    @cached_property
    def reconciliations(self) -> Reconciliations:
        """Operations on reconciliations."""
        return Reconciliations(self)

    @cached_property
    def refunds(self) -> Refunds:
        """Operations on refunds."""
        return Refunds(self)

    @cached_property
    def sandbox(self) -> Sandbox:
        """Operations on sandbox."""
        return Sandbox(self)

    @cached_property
    def settings(self) -> Settings:
        """Operations on settings."""
        return Settings(self)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """Operations on subscriptions."""
        return Subscriptions(self)

    @cached_property
    def tax_rates(self) -> TaxRates:
        """Operations on tax rates."""
        return TaxRates(self)

    @cached_property
    def webhook_endpoints(self) -> WebhookEndpoints:
        """Operations on webhook endpoints."""
        return WebhookEndpoints(self)

    @cached_property
    def webhook_events(self) -> WebhookEvents:
        """Operations on webhook events."""
        return WebhookEvents(self)
