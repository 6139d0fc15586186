"""Whatever a browser, or what pretends to be one, sends to a checkout page: a page comes back, never a fault."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from commerce.pages.routing import answered
from hosted.change_checkout import handler as change_checkout
from hosted.pay_checkout import handler as pay_checkout
from tests.buyer import Buyer
from tests.fake_gateway import ProcessDied
from tests.shop import Json, Shop, World

NAMES = ("version", "attempt", "token", "email", "save", "code", "percent", "amount", "country", "postal_code", "x")
VALUES = st.one_of(
    st.sampled_from(
        ["", "0", "1", "2", "-1", "1e9", "tok_visa", "ada@example.com", "LAUNCH20", "15", "US", "999999999"]
    ),
    st.text(max_size=60),
)
STEPS = st.sampled_from(["pay", "cancel", "return", "coupon", "remove-coupon", "tip", "address", "nothing", ".."])


@pytest.fixture(scope="module")
def session() -> Iterator[tuple[Shop, str]]:
    """An open session of a shop, shared by all examples."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setattr("commerce.usecases.checkout_opening.MAX_TRIES", 1_000_000)
        shop = World().shop()
        yield shop, shop.checkout(9900, allowTip=True, allowCoupon=True)["url"]


@given(step=STEPS, form=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_form_is_a_fault(session: tuple[Shop, str], step: str, form: dict[str, str]) -> None:
    """Answered with the page, or refused with one; charged once at most, and never more than was shown."""
    shop, url = session
    answer = Buyer(shop.world, url).ask("GET" if step == "return" else "POST", step, form=form)
    assert answer["statusCode"] in {303, 400, 404}, (step, form, answer)
    assert len(shop.world.gateway.payments) <= 1


BODIES = {
    "nothing": (None, False),
    "no base 64": ("%%%", True),
    "no text": (b64encode(b"email=\xff%ff").decode(), True),
    "bad escapes": ("email=%ff%fe", False),
    "JSON": ('{"email": "ada@example.com"}', False),
    "many fields": ("&".join(f"f{n}=1" for n in range(500)), False),
    "much text": ("email=" + "a" * 20_000, False),
    "a field twice": ("token=tok_visa&token=tok_mastercard", False),
    "NUL": ("email=%00", False),
}


@pytest.mark.parametrize("name", sorted(BODIES))
@pytest.mark.parametrize("page", [change_checkout, pay_checkout], ids=["change", "pay"])
def test_no_body_is_a_fault(session: tuple[Shop, str], page: Any, name: str) -> None:
    """Refused, or taken for a form that lacks everything."""
    shop, url = session
    body, encoded = BODIES[name]
    event: Json = {
        "routeKey": "POST /checkout/{token}/pay",
        "headers": {"content-type": "application/x-www-form-urlencoded"},
        "pathParameters": {"token": url.rpartition("/")[2]},
        "body": body,
        "isBase64Encoded": encoded,
    }
    assert answered(page, event, shop.world.runtime)["statusCode"] in {303, 400, 404}


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
def test_only_forms_are_taken(session: tuple[Shop, str], kind: str) -> None:
    """What a page of another site could send without asking, is refused by its type too."""
    shop, url = session
    assert (
        Buyer(shop.world, url).ask("POST", "pay", form={"version": "1"}, **{"content-type": kind})["statusCode"] == 400
    )


@pytest.mark.parametrize("when", ["before", "after"])
def test_process_that_dies_while_charging_charges_once(shop: Shop, when: str) -> None:
    """The buyer sends the form again and again; a minute later the payment is found, or made, and told."""
    buyer = Buyer(shop.world, shop.checkout(9900, buyerEmail="ada@example.com")["url"])
    form = {**buyer.page.forms["pay"], "token": "tok_visa"}
    getattr(shop.world.gateway, when).append(ProcessDied())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STRIPE_API_BASE", "http://127.0.0.1:12111")
        with pytest.raises(ProcessDied):
            buyer.ask("POST", "pay", form=form)
        for _ in range(3):
            assert buyer.ask("POST", "pay", form=form)["statusCode"] == 303
            assert "worked on" in buyer.look().text
    shop.world.clock.advance(minutes=1)
    shop.world.sweep()
    assert ("this is paid" in buyer.look().text, shop.world.gateway.taken) == (True, 10692)
