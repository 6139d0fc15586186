"""The order's lifecycle, walked at random from the transition table through the real handlers, beside a plain model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from moto import mock_aws

from commerce.domain.deadlines import AUTHORIZATION_LASTS
from commerce.domain.lifecycle import (
    FAILED_REFUND_TRANSITIONS,
    ORDER_ACTIONS,
    ORDER_TRANSITIONS,
    OrderStatus,
    RefundStatus,
    status_once_paid,
)
from commerce.domain.order_actions import AMOUNT_EDITS
from tests.card_tokens import declined, succeeded
from tests.shop import Answer, Json, Shop, World, actions, lines, net

amounts = st.integers(0, 20_000)
small = st.integers(1, 3_000)
percents = st.sampled_from([1, 30, 50, 99, 100, 100])
PAYING = {"pay", "recordManualPayment"}


class OrderLifecycle(RuleBasedStateMachine):
    """One order, everything that can be done to it, allowed or not.

    The model knows its status, what was paid, by card and in cash, what is held and what went back; prices it takes
    from the order, whose arithmetic is held against its own laws elsewhere.
    """

    def __init__(self) -> None:
        super().__init__()
        self._aws = mock_aws()
        self._aws.start()
        self.world = World()
        self.shop: Shop = self.world.shop()
        self.status = OrderStatus.OPEN
        self.challenged = 0
        self.paid = 0
        self.cash = 0
        self.held = 0
        self.hold_id = ""
        self.held_at = self.world.clock.now()
        self.refunded = 0
        self.cash_back = 0
        self.last_refund: int | None = None
        self.seen: list[Json] = []

    def teardown(self) -> None:
        """End the world."""
        self._aws.stop()

    @initialize(prices=st.lists(amounts, max_size=3), coupon=st.booleans())
    def create(self, prices: list[int], coupon: bool) -> None:  # noqa: FBT001 (drawn)
        """Begin with some lines, with or without a coupon."""
        discounts = [{"couponCode": "LAUNCH20"}] if coupon else []
        body = {"lineItems": lines(*prices), "discounts": discounts}
        self.order: Json = self.shop.call("orders.create", body).data
        self.order_id: str = self.order["id"]
        self.seen.append(self.order)

    # ---- The model ---------------------------------------------------------------------------------------------------

    @property
    def balance(self) -> int:
        """What the order costs now, less what the model knows was paid."""
        return net(self.order)["total"] - self.paid

    @property
    def payable(self) -> int:
        """What of the balance is not held yet."""
        return self.balance - self.held

    def allowed(self, action: str) -> bool:
        """What the table allows, and nothing while a buyer has to confirm; money that came in narrows it."""
        open_ = self.status is OrderStatus.OPEN
        if self.challenged or self.status not in ORDER_ACTIONS[action].statuses:
            return False
        if action in PAYING:
            return bool(self.order["lineItems"]) and (not self.held or self.payable > 0)
        if action == "close":
            return not (open_ and (self.held or self.refunded < self.paid))
        if action == "refund":
            return self.refunded < self.paid
        return not (open_ and action in AMOUNT_EDITS and self.refunded)

    def do(self, action: str, name: str, body: Json | None, **path: Any) -> Answer:
        """Ask, and hold the answer against the table: what is forbidden is refused and changes nothing."""
        before = self.shop.read(self.order_id)
        could = self.allowed(action)
        assert (action in actions(before)) == could
        answer = self.shop.call(name, body, order_id=self.order_id, **path)
        if not could:
            assert answer.status in {400, 409}, answer.text[:300]
            assert self.shop.read(self.order_id) == before
        return answer

    def edit(self, action: str, name: str, body: Json, **path: Any) -> None:
        """Edit; every edit that is allowed succeeds, unless the order would cost less than was paid or is held."""
        could, before = self.allowed(action), self.shop.read(self.order_id)
        answer = self.do(action, name, body, **path)
        if could and self.paid + self.held and answer.status != 200:
            assert "cost less than what was paid" in answer.error["message"]
            assert self.shop.read(self.order_id) == before
        else:
            assert (answer.status == 200) == could, answer.text[:300]

    def move(self, status: OrderStatus, table: Any = ORDER_TRANSITIONS) -> None:
        """Come into another status, along the table."""
        assert status is self.status or status in table.get(self.status, ())
        self.status = status

    def took(self, amount: int, answer: Answer | None = None) -> None:
        """Money came in; with the last of it, the order is paid."""
        self.paid += amount
        if self.balance == 0 and self.status is OrderStatus.OPEN:
            self.move(status_once_paid(self.paid, self.refunded))
        if answer is not None:
            assert answer.data["status"] == self.status

    def part(self, percent: int) -> int:
        """Some percent of what can be paid."""
        return max(1, self.payable * percent // 100)

    def pass_time(self, **step: float) -> None:
        """Time passes, and the sweeper comes by; after a week, the bank lets go of what it holds."""
        self.world.clock.advance(**step)
        self.world.sweep()
        if self.world.clock.now() >= self.held_at + AUTHORIZATION_LASTS:
            self.held = 0

    # ---- What may happen ---------------------------------------------------------------------------------------------

    @rule(price=amounts, quantity=st.integers(1, 5))
    def add_line(self, price: int, quantity: int) -> None:
        """Add a line."""
        line = {"name": "More", "quantity": quantity, "unitPriceMoney": {"amount": price}}
        self.edit("addLineItems", "orders.addLineItems", {"lineItems": [line]})

    @precondition(lambda self: self.order["lineItems"])
    @rule(data=st.data(), quantity=st.integers(1, 5))
    def change_line(self, data: st.DataObject, quantity: int) -> None:
        """Change a line's quantity."""
        line = data.draw(st.sampled_from([line["id"] for line in self.order["lineItems"]]))
        self.edit("updateLineItem", "orders.updateLineItem", {"quantity": quantity}, line_item_id=line)

    @precondition(lambda self: self.order["lineItems"])
    @rule(data=st.data())
    def remove_line(self, data: st.DataObject) -> None:
        """Take a line away."""
        line = data.draw(st.sampled_from([line["id"] for line in self.order["lineItems"]]))
        self.edit("removeLineItems", "orders.removeLineItems", {"orderLineItemIds": [line]})

    @rule(percent=st.integers(1, 100))
    def add_discount(self, percent: int) -> None:
        """Give a discount by hand."""
        self.edit("addDiscount", "orders.addDiscount", {"name": "x", "percentOff": str(percent)})

    @precondition(lambda self: self.order["discounts"])
    @rule()
    def remove_discount(self) -> None:
        """Take the first discount away."""
        body = {"appliedDiscountIds": [self.order["discounts"][0]["id"]]}
        self.edit("removeDiscounts", "orders.removeDiscounts", body)

    @precondition(lambda self: len(self.order["tips"]) < 5)
    @rule(amount=small)
    def add_tip(self, amount: int) -> None:
        """Add a tip."""
        self.edit("addTips", "orders.addTips", {"amountMoney": {"amount": amount}})

    @rule()
    def remove_tips(self) -> None:
        """Take all tips away."""
        self.edit("removeTips", "orders.removeTips", {})

    @rule()
    def apply_tax(self) -> None:
        """Choose the rates by an address that matches none: the default stays."""
        self.edit("applyTax", "orders.applyTax", {"taxAddress": {"country": "US"}})

    @rule(value=st.text("ab", max_size=3))
    def update(self, value: str) -> None:
        """Change the metadata."""
        self.edit("update", "orders.update", {"metadata": {"k": value}})

    @rule(token=st.sampled_from(["tok_visa", "tok_visa", "tok_CARD_DECLINED", "tok_3ds"]), percent=percents)
    def pay(self, token: str, percent: int) -> None:
        """Pay, all or a part; a decline leaves the order as it was, a challenge locks it."""
        could, due = self.allowed("pay"), self.payable
        amount = self.part(percent)
        body: Json = {"paymentSourceToken": token}
        if percent < 100 and due > 0:
            body["amountMoney"] = {"amount": amount}
        answer = self.do("pay", "orders.pay", body)
        if not could:
            return
        if due == 0 or token == "tok_visa":
            self.took(amount if due else 0, answer)
        elif token == "tok_3ds":
            assert answer.data["pendingActions"]
            self.challenged = amount
        else:
            assert answer.refusal == (402, "CARD_DECLINED")

    @rule(percent=percents)
    def pay_in_cash(self, percent: int) -> None:
        """Record cash, for all or for a part."""
        could, due = self.allowed("recordManualPayment"), self.payable
        amount = self.part(percent) if due > 0 else 0
        body = {"amountMoney": {"amount": amount}} if amount else {}
        answer = self.do("recordManualPayment", "orders.recordManualPayment", body)
        if could:
            self.cash += amount
            self.took(amount, answer)

    @precondition(lambda self: not self.held)
    @rule(percent=percents)
    def hold(self, percent: int) -> None:
        """Hold some percent of what can be paid."""
        could, before = self.allowed("pay") and self.payable > 0, self.shop.read(self.order_id)
        amount = self.part(percent)
        terms = {"paymentSourceToken": "tok_visa", "autoConfirm": True, "captureMethod": "manual"}
        body = {"orderId": self.order_id, "amountMoney": {"amount": amount}, **terms}
        answer = self.shop.call("paymentIntents.create", body)
        if not could:
            assert answer.status in {400, 409}, answer.text[:300]
            assert self.shop.read(self.order_id) == before
            return
        assert answer.data["status"] == "requires_capture"
        self.held, self.hold_id, self.held_at = amount, answer.data["id"], self.world.clock.now()

    @precondition(lambda self: self.held)
    @rule(percent=percents, lets_go=st.booleans())
    def end_hold(self, percent: int, lets_go: bool) -> None:  # noqa: FBT001 (drawn)
        """Capture all or a part of what is held, or let it go; a challenge of another card comes first."""
        amount = max(1, self.held * percent // 100)
        name, body = "paymentIntents.capture", {"amountMoney": {"amount": amount}}
        if lets_go:
            name, body, amount = "paymentIntents.cancel", {}, 0
        answer = self.shop.call(name, body, payment_intent_id=self.hold_id)
        if self.challenged and not lets_go:
            assert answer.refusal == (409, "PAYMENT_IN_PROGRESS")
            return
        assert answer.data["status"] == ("canceled" if lets_go else "succeeded")
        self.held = 0
        if amount:
            self.took(amount)

    @precondition(lambda self: self.challenged)
    @rule(outcome=st.sampled_from([succeeded, declined(), None]))
    def end_challenge(self, outcome: Callable[[str], Any] | None) -> None:
        """The buyer confirms, fails, or goes away; the sweeper comes by after an hour."""
        if outcome is not None:
            self.world.gateway.settle_payment(outcome)
        amount, self.challenged = self.challenged, 0
        self.pass_time(minutes=61)
        if outcome is succeeded:
            self.took(amount)

    @rule(part=st.integers(1, 120))
    def refund(self, part: int) -> None:
        """Give some percent of the rest back, over however many payments, at times more than there is."""
        could, left = self.allowed("refund"), self.paid - self.refunded
        amount = max(1, left * part // 100)
        before = self.shop.read(self.order_id)
        assert ("refund" in actions(before)) == could
        answer = self.shop.refund(self.order_id, amount)
        if not could or amount > left:
            assert answer.status in {400, 409}
            assert self.shop.read(self.order_id) == before
            return
        parts = [(each["sourceType"], each["amountMoney"]["amount"]) for each in answer.data["allocations"]]
        by_card = [each for source, each in parts if source == "card"]
        assert answer.data["status"] == ("pending" if by_card else "succeeded")
        assert sum(each for _, each in parts) == amount
        self.refunded += amount
        self.cash_back += amount - sum(by_card)
        if by_card:
            self.last_refund = by_card[-1]
        if self.status is not OrderStatus.OPEN:
            self.move(status_once_paid(self.paid, self.refunded))

    @precondition(lambda self: self.last_refund is not None)
    @rule(arrives=st.booleans())
    def end_refund(self, arrives: bool) -> None:  # noqa: FBT001 (drawn)
        """The bank ends the latest refund's last part; one that failed never left."""
        assert self.last_refund is not None
        self.world.gateway.settle_refund(RefundStatus.SUCCEEDED if arrives else RefundStatus.FAILED)
        self.pass_time(days=4)
        if not arrives:
            self.refunded -= self.last_refund
            if self.status not in {OrderStatus.CLOSED, OrderStatus.OPEN}:
                self.move(status_once_paid(self.paid, self.refunded), FAILED_REFUND_TRANSITIONS)
        self.last_refund = None

    @rule()
    def close(self) -> None:
        """End the order."""
        could = self.allowed("close")
        answer = self.do("close", "orders.close", {})
        assert (answer.status == 200) == could
        if could:
            self.move(OrderStatus.CLOSED)

    # ---- What always holds -------------------------------------------------------------------------------------------

    @invariant()
    def all_holds(self) -> None:
        """Read the order once, then hold it against everything."""
        self.order = self.shop.read(self.order_id)
        self.order_is_as_the_model_says()
        self.amounts_add_up()
        self.every_action_is_available_or_blocked()
        self.offers_name_the_most_that_may_be_moved()
        self.activities_add_up_to_the_balance()
        self.versions_only_grow()

    def order_is_as_the_model_says(self) -> None:
        """Status, balance, paid and refunded; the processor's books say the same."""
        amounts_now = net(self.order)
        assert self.order["status"] == self.status
        assert (amounts_now["paid"], amounts_now["refunded"]) == (self.paid, self.refunded)
        gateway = self.world.gateway
        assert (gateway.taken, gateway.given_back) == (self.paid - self.cash, self.refunded - self.cash_back)
        if self.status not in {OrderStatus.OPEN, OrderStatus.CLOSED}:
            assert amounts_now["balance"] == 0

    def amounts_add_up(self) -> None:
        """The identities of net amounts; all rates here are additive."""
        now = net(self.order)
        assert now["total"] == now["subtotal"] - now["discount"] + now["tax"] + now["charge"] + now["tip"] >= 0
        assert now["balance"] == now["total"] - now["paid"] >= 0
        assert now["netCollected"] == now["paid"] - now["refunded"] >= 0
        assert 0 <= now["refundedTax"] <= now["refunded"]
        assert sum(line["totalMoney"]["amount"] for line in self.order["lineItems"]) == now["total"] - now["tip"]

    def every_action_is_available_or_blocked(self) -> None:
        """Each exactly once, as the model says."""
        available = [offer["action"] for offer in self.order["availableActions"]]
        blocked = [entry["action"] for entry in self.order["blockedActions"]]
        assert sorted(available + blocked) == sorted(ORDER_ACTIONS)
        assert set(available) == {action for action in ORDER_ACTIONS if self.allowed(action)}

    def offers_name_the_most_that_may_be_moved(self) -> None:
        """The balance for a payment, what is left for a refund."""
        most = {**dict.fromkeys(PAYING, self.payable), "refund": self.paid - self.refunded}
        for offer in self.order["availableActions"]:
            limit = offer["maxAmountMoney"]
            assert (None if limit is None else limit["amount"]) == most.get(offer["action"])

    def activities_add_up_to_the_balance(self) -> None:
        """And are numbered without gaps."""
        activities = self.shop.activities(self.order_id)
        assert sum(activity["balanceDelta"]["amount"] for activity in activities) == net(self.order)["balance"]
        assert [activity["sequence"] for activity in activities] == list(range(1, len(activities) + 1))

    def versions_only_grow(self) -> None:
        """What is another order has a higher version; the same version is the same order."""
        last = self.seen[-1]
        if self.order["version"] == last["version"]:
            assert self.order == last
        else:
            assert self.order["version"] > last["version"]
        self.seen.append(self.order)


def test_orders_walk_the_lifecycle_as_the_table_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is done in whatever order, the order agrees with the table, the model and the processor's books."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    run_state_machine_as_test(
        OrderLifecycle,
        settings=settings(
            max_examples=10,
            stateful_step_count=15,
            deadline=None,
            database=None,
            phases=[Phase.generate],  # a failure is shown at once: each step costs several requests
            suppress_health_check=list(HealthCheck),
        ),
    )
