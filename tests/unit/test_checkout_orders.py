"""A checkout session and its order: what there is to do, and how many sessions wait for one order."""

from datetime import timedelta
from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.checkout_orders import stage_of, with_session, without_session
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.lifecycle import CheckoutSessionStatus, OrderStatus, PaymentIntentStatus
from tests.unit.orders import MADE_AT, NOW, ORDER_ID, a_payment, an_order, usd

OPEN, PAID = CheckoutSessionStatus.OPEN, CheckoutSessionStatus.PAID
EXPIRED, CLOSED = CheckoutSessionStatus.EXPIRED, CheckoutSessionStatus.CLOSED


def a_session(status: CheckoutSessionStatus = OPEN, **fields: Any) -> Any:  # mypy takes computed fields for methods
    """A session that is open for an hour."""
    terms: dict[str, Any] = {"expires_at": NOW + timedelta(hours=1), "page_url": "https://x.example/checkout/secret"}
    made = {"created_at": MADE_AT, "updated_at": MADE_AT}
    return CheckoutSession(id="cs_1", order_id=ORDER_ID, status=status, **(terms | made | fields))


IN_FLIGHT = a_payment(1000, PaymentIntentStatus.PROCESSING)
ASKED = a_payment(1000, PaymentIntentStatus.REQUIRES_ACTION)
HELD = a_payment(1000, PaymentIntentStatus.REQUIRES_CAPTURE)
HELD_IN_PART = a_payment(400, PaymentIntentStatus.REQUIRES_CAPTURE)
DECLINED = a_payment(1000, PaymentIntentStatus.REQUIRES_PAYMENT_METHOD)


@pytest.mark.parametrize(
    ("session", "order", "payment", "stage"),
    [
        (OPEN, OrderStatus.OPEN, None, "pay"),
        (OPEN, OrderStatus.OPEN, DECLINED, "pay"),
        (OPEN, OrderStatus.OPEN, HELD_IN_PART, "pay"),
        (OPEN, OrderStatus.OPEN, HELD, "processing"),
        (OPEN, OrderStatus.OPEN, IN_FLIGHT, "processing"),
        (OPEN, OrderStatus.OPEN, ASKED, "confirm"),
        (EXPIRED, OrderStatus.OPEN, None, "expired"),
        (EXPIRED, OrderStatus.OPEN, ASKED, "confirm"),
        (CLOSED, OrderStatus.OPEN, None, "closed"),
        (CLOSED, OrderStatus.OPEN, HELD, "closed"),
        (PAID, OrderStatus.PAID, None, "paid"),
        (EXPIRED, OrderStatus.PAID, None, "paid"),
        (OPEN, OrderStatus.REFUNDED, None, "paid"),
        (OPEN, OrderStatus.CLOSED, None, "closed"),
        (PAID, OrderStatus.CLOSED, None, "paid"),
    ],
)
def test_order_says_first_what_there_is_to_do(
    session: CheckoutSessionStatus, order: OrderStatus, payment: Any, stage: str
) -> None:
    """A payment under way before all, then the order's status; the session's only while the order is open."""
    payments = () if payment is None else (payment,)
    assert stage_of(a_session(session), an_order(1000, status=order, payments=payments)) == stage


def test_free_order_is_to_be_completed() -> None:
    """Nothing is held of it, as there is nothing to pay."""
    assert stage_of(a_session(), an_order(0)) == "pay"


def test_last_cent_that_is_held_is_processed() -> None:
    """Nothing can be paid beside it, though it is owed."""
    assert stage_of(a_session(), an_order(1, payments=(HELD.evolve(amount_money=usd(1)),))) == "processing"


def names(count: int) -> tuple[str, ...]:
    """Of sessions."""
    return tuple(f"cs_{number}" for number in range(count))


def test_order_counts_one_more_session() -> None:
    """The newest last, both among all and among those that are open; its version moves with the write."""
    order = an_order(1000, checkout_session_ids=("cs_0", "cs_1"), open_checkout_session_ids=("cs_1",))
    after = with_session(order, "cs_2", NOW)
    assert after.checkout_session_ids == ("cs_0", "cs_1", "cs_2")
    assert after.open_checkout_session_ids == ("cs_1", "cs_2")
    assert (after.updated_at, after.version) == (NOW, order.version)


@pytest.mark.parametrize(
    ("ever", "waiting", "says"), [(100, 0, "has had 100 checkout sessions"), (5, 5, "has 5 open checkout sessions")]
)
def test_sessions_of_an_order_are_limited(ever: int, waiting: int, says: str) -> None:
    """The last one within the limit is taken, the next one refused."""
    order = an_order(1000, checkout_session_ids=names(ever), open_checkout_session_ids=names(waiting))
    fewer = order.evolve(checkout_session_ids=names(ever - 1), open_checkout_session_ids=names(max(0, waiting - 1)))
    assert len(with_session(fewer, "cs_x", NOW).checkout_session_ids) == ever
    with pytest.raises(errors.CheckoutSessionLimitReached, match=says) as refused:
        with_session(order, "cs_x", NOW)
    assert refused.value.param == "orderId"


def test_session_that_has_ended_waits_no_more() -> None:
    """The order moves on, so that whoever pays at that moment decides anew."""
    order = an_order(1000, checkout_session_ids=names(2), open_checkout_session_ids=names(2), version=3)
    after = without_session(order, "cs_0", NOW)
    assert (after.open_checkout_session_ids, after.checkout_session_ids) == (("cs_1",), names(2))
    assert (after.version, after.updated_at) == (4, NOW)


@pytest.mark.parametrize(
    ("status", "paid_at", "closed_at"), [(PAID, NOW, None), (CLOSED, None, NOW), (EXPIRED, None, None)]
)
def test_session_ends_once(status: CheckoutSessionStatus, paid_at: Any, closed_at: Any) -> None:
    """With the moment of its end, and without its address."""
    ended = a_session(version=2).ended(status, NOW)
    assert (ended.status, ended.paid_at, ended.closed_at) == (status, paid_at, closed_at)
    assert (ended.version, ended.updated_at, ended.url, ended.due_at) == (3, NOW, None, None)
    with pytest.raises(errors.CheckoutSessionNotOpen, match=f"cs_1 is {status}") as refused:
        ended.ended(CLOSED, NOW)
    assert refused.value.param == "checkoutSessionId"


@pytest.mark.parametrize(
    ("status", "free", "settled"),
    [(PAID, False, "paid"), (PAID, True, "no_payment_required"), (CLOSED, True, "unpaid"), (EXPIRED, False, "unpaid")],
)
def test_end_says_whether_money_was_paid(*, status: CheckoutSessionStatus, free: bool, settled: str) -> None:
    """A free order asks for none; who does not complete it has paid nothing."""
    assert a_session().ended(status, NOW, free=free).payment_status == settled


def test_order_is_not_free_unless_that_is_said() -> None:
    """It was paid then."""
    assert a_session().ended(PAID, NOW).payment_status == "paid"


@pytest.mark.parametrize(("seconds", "status"), [(1, OPEN), (0, EXPIRED), (-1, EXPIRED)])
def test_open_session_expires_at_its_time(seconds: int, status: CheckoutSessionStatus) -> None:
    """To the second; one that was paid does not."""
    session = a_session(expires_at=NOW + timedelta(seconds=seconds))
    assert session.at(NOW).status is status
    assert session.evolve(status=PAID).at(NOW).status is PAID
    assert session.due_at == session.expires_at


def test_address_ends_with_what_opens_the_page() -> None:
    """While it is open; redirects may ask for the session's id."""
    session = a_session()
    assert (session.url, session.token, session.checkout_session_id) == (
        "https://x.example/checkout/secret",
        "secret",
        "cs_1",
    )
    assert session.redirect("https://x.example/?id={CHECKOUT_SESSION_ID}") == "https://x.example/?id=cs_1"
    assert (session.allow_tip, session.allow_coupon, session.version) == (False, False, 1)
    without = {name: getattr(session, name) for name in ("id", "order_id", "expires_at", "created_at", "updated_at")}
    assert CheckoutSession(**without).page_url == ""
