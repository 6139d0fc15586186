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

from commerce.domain.lifecycle import (
    FAILED_REFUND_TRANSITIONS,
    ORDER_ACTIONS,
    ORDER_TRANSITIONS,
    OrderStatus,
    RefundStatus,
)
from tests.shop import Answer, Json, Shop, World, actions, declined, lines, net, succeeded

amounts = st.integers(0, 20_000)
small = st.integers(1, 3_000)


class OrderLifecycle(RuleBasedStateMachine):
    """One order, everything that can be done to it, allowed or not.

    The model knows its status, what was paid and what went back; prices it takes from the order, whose arithmetic is
    held against its own laws elsewhere.
    """

    def __init__(self) -> None:
        super().__init__()
        self._aws = mock_aws()
        self._aws.start()
        self.world = World()
        self.shop: Shop = self.world.shop()
        self.status = OrderStatus.OPEN
        self.challenged = False
        self.paid = 0
        self.refunded = 0
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

    def allowed(self, action: str) -> bool:
        """What the table allows, and nothing while a buyer has to confirm."""
        if self.challenged or self.status not in ORDER_ACTIONS[action].statuses:
            return False
        if action in {"pay", "recordManualPayment"}:
            return bool(self.order["lineItems"])
        return action != "refund" or self.refunded < self.paid

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
        """Edit; every edit that the table allows succeeds."""
        could = self.allowed(action)
        answer = self.do(action, name, body, **path)
        assert (answer.status == 200) == could, answer.text[:300]

    def move(self, status: OrderStatus, table: Any = ORDER_TRANSITIONS) -> None:
        """Come into another status, along the table."""
        assert status is self.status or status in table.get(self.status, ())
        self.status = status

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

    @rule(token=st.sampled_from(["tok_visa", "tok_CARD_DECLINED", "tok_3ds"]))
    def pay(self, token: str) -> None:
        """Pay; a decline leaves the order as it was, a challenge locks it."""
        could, balance = self.allowed("pay"), self.balance
        answer = self.do("pay", "orders.pay", {"paymentSourceToken": token})
        if not could:
            return
        if balance == 0 or token == "tok_visa":
            assert answer.data["status"] == "PAID"
            self.paid += balance
            self.move(OrderStatus.PAID)
        elif token == "tok_3ds":
            self.challenged = bool(answer.data["pendingActions"])
            assert self.challenged
        else:
            assert answer.refusal == (402, "CARD_DECLINED")

    @precondition(lambda self: self.challenged)
    @rule(outcome=st.sampled_from([succeeded, declined(), None]))
    def end_challenge(self, outcome: Callable[[str], Any] | None) -> None:
        """The buyer confirms, fails, or goes away; the sweeper comes by after an hour."""
        balance = self.balance
        if outcome is not None:
            self.world.gateway.settle_payment(outcome)
        self.world.clock.advance(minutes=61)
        self.world.sweep()
        self.challenged = False
        if outcome is succeeded:
            self.paid += balance
            self.move(OrderStatus.PAID)

    @rule(part=st.integers(1, 120))
    def refund(self, part: int) -> None:
        """Give some percent of the rest back, at times more than there is."""
        could, left = self.allowed("refund"), self.paid - self.refunded
        amount = max(1, left * part // 100)
        before = self.shop.read(self.order_id)
        assert ("refund" in actions(before)) == could
        answer = self.shop.refund(self.order_id, amount)
        if not could or amount > left:
            assert answer.status in {400, 409}
            assert self.shop.read(self.order_id) == before
            return
        assert answer.data["status"] == "pending"
        self.refunded += amount
        self.last_refund = amount
        self.move(OrderStatus.REFUNDED if self.refunded == self.paid else OrderStatus.PARTIALLY_REFUNDED)

    @precondition(lambda self: self.last_refund is not None)
    @rule(arrives=st.booleans())
    def end_refund(self, arrives: bool) -> None:  # noqa: FBT001 (drawn)
        """The bank ends the latest refund; one that failed never left."""
        assert self.last_refund is not None
        self.world.gateway.settle_refund(RefundStatus.SUCCEEDED if arrives else RefundStatus.FAILED)
        self.world.clock.advance(days=4)
        self.world.sweep()
        if not arrives:
            self.refunded -= self.last_refund
            if self.status is not OrderStatus.CLOSED:
                back = OrderStatus.PARTIALLY_REFUNDED if self.refunded else OrderStatus.PAID
                self.move(back, FAILED_REFUND_TRANSITIONS)
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
        assert (self.world.gateway.taken, self.world.gateway.given_back) == (self.paid, self.refunded)
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
        most = {"pay": self.balance, "recordManualPayment": self.balance, "refund": self.paid - self.refunded}
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
