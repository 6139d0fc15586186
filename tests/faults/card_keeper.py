"""The part of the processor in memory that keeps cards: customers, their cards, and how these come to be saved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from commerce.context import Clock
from commerce.domain.customers import Customer
from commerce.domain.deadlines import CLOCK_MARGIN, GIVE_UP_AFTER
from commerce.domain.outcomes import Abandoned, ActionRequired, CardSaved, Declined, Owner, SaveOutcome
from commerce.domain.payment_methods import PaymentMethod
from commerce.domain.payment_parts import Card

T = TypeVar("T")

VISA = Card(brand="visa", last4="4242", exp_month=12, exp_year=2034)
UNKNOWN = Declined("PAYMENT_SOURCE_INVALID", "No such customer or card.", status=400)


@dataclass
class Setup:
    """The saving of a card. `status` in Stripe's words."""

    id: str
    method: PaymentMethod
    created_at: datetime
    status: str

    @property
    def secret(self) -> str:
        """What lets the holder confirm it."""
        return f"{self.id}_secret"

    @property
    def card_id(self) -> str:
        """The card that it saves."""
        return f"pm_of_{self.id}"


class CardKeeper:
    """What the processor keeps of customers and their cards."""

    clock: Clock
    customers: dict[str, str]
    """Our ids of the customers that were not deleted, by the processor's."""
    cards: dict[str, str]
    """The processor's customers of the cards that can be charged, by the cards' ids."""
    setups: dict[str, Setup]
    _call: Callable[[Callable[[], Any]], Any]
    _once: Callable[[str, tuple[object, ...], Callable[[], object]], Any]

    # ---- what Flint calls ----------------------------------------------------------------------------------

    def ensure_customer(self, _: str, customer: Customer) -> str:
        """Create the customer, under its id; its name is no part of what goes with the key."""

        def create() -> str:
            made = f"cus_at_{customer.id}_{len(self.customers)}"
            self.customers[made] = customer.id
            return made

        made: str = self._call(lambda: self._once(f"cus {customer.id}", (), create))
        return made

    def save_card(self, method: PaymentMethod) -> SaveOutcome:
        """Create and confirm a setup, under the card's id."""
        terms = (method.processor_customer_id, method.source_token)
        outcome: SaveOutcome = self._call(lambda: self._once(method.id, terms, lambda: self._set_up(method)))
        return outcome

    def look_up_saving(self, setup_id: str) -> SaveOutcome:
        """How a setup stands."""
        outcome: SaveOutcome = self._call(lambda: self._saving(self.setups[setup_id]))
        return outcome

    def find_saving(self, method: PaymentMethod) -> SaveOutcome | None:
        """List the setups of the time in which the call may have been made, and look for its mark."""

        def listed() -> SaveOutcome | None:
            low, high = method.created_at - CLOCK_MARGIN, method.created_at + GIVE_UP_AFTER + CLOCK_MARGIN
            for setup in self.setups.values():
                if setup.method.id == method.id and low <= setup.created_at <= high:
                    return self._saving(setup)
            return None

        found: SaveOutcome | None = self._call(listed)
        return found

    def give_up_saving(self, setup_id: str) -> SaveOutcome:
        """Cancel, unless it has ended."""

        def cancel() -> SaveOutcome:
            setup = self.setups[setup_id]
            if setup.status in {"requires_action", "requires_payment_method"}:
                setup.status = "canceled"
            return self._saving(setup)

        outcome: SaveOutcome = self._call(cancel)
        return outcome

    def detach_card(self, card_id: str) -> None:
        """Let a card go."""
        self._call(lambda: self.cards.pop(card_id, None))

    def forget_customer(self, customer_id: str) -> None:
        """Delete a customer with its cards."""

        def delete() -> None:
            self.customers.pop(customer_id, None)
            for card_id in [card_id for card_id, owner in self.cards.items() if owner == customer_id]:
                del self.cards[card_id]

        self._call(delete)

    def owner_of_saving(self, setup_id: str) -> Owner | None:
        """Whose card it is."""
        method = self.setups[setup_id].method
        owner: Owner = self._call(lambda: Owner(method.merchant_id, "", payment_method_id=method.id))
        return owner

    # ---- what the holder does, with the secret in the browser ----------------------------------------------

    def confirm_card(self, setup: Setup) -> None:
        """The holder passes the challenge, or offers another card after a failed one."""
        if setup.status in {"requires_action", "requires_payment_method"}:
            self._keep(setup)

    def fail_card(self, setup: Setup) -> None:
        """The holder fails the challenge; the setup stays open for another card."""
        if setup.status == "requires_action":
            setup.status = "requires_payment_method"

    # --------------------------------------------------------------------------------------------------------

    def _set_up(self, method: PaymentMethod) -> SaveOutcome:
        if method.processor_customer_id not in self.customers:
            return UNKNOWN
        setup = Setup(f"seti_at_{len(self.setups)}", method, self.clock.now(), "requires_action")
        self.setups[setup.id] = setup
        if method.source_token == "tok_declined":
            setup.status = "requires_payment_method"
        elif method.source_token != "tok_challenge":
            self._keep(setup)
        return self._saving(setup)

    def _keep(self, setup: Setup) -> None:
        """A card is attached to its customer, unless that is gone."""
        owner_id = setup.method.processor_customer_id
        if owner_id in self.customers:
            assert owner_id is not None
            setup.status = "succeeded"
            self.cards[setup.card_id] = owner_id

    def _saving(self, setup: Setup) -> SaveOutcome:
        match setup.status:
            case "succeeded":
                return CardSaved(setup.id, setup.card_id, VISA, setup.method.processor_customer_id)
            case "requires_action":
                return ActionRequired(setup.id, setup.secret)
            case "canceled":
                return Abandoned(setup.id)
            case _:
                return Declined("CARD_DECLINED", "The card was declined.", setup.id)
