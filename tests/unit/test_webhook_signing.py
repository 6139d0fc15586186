"""What we sign, others can check: with the Standard Webhooks library, and by Stripe's scheme in a few lines."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime

import pytest
import time_machine
from standardwebhooks import Webhook, WebhookVerificationError

from commerce.domain.webhook_signing import derive_secret, signature_headers

BODY = '{"eventId":"evt_1","data":{"name":"Münze"}}'.encode()
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
STAMP = int(NOW.timestamp())
SECRET, OTHER = (derive_secret("of the stack", "mer_1/test", "whep_1", generation) for generation in (1, 2))


@pytest.fixture(autouse=True)
def _stopped_clock() -> object:
    """The library refuses timestamps that are far from its own clock."""
    with time_machine.travel(NOW, tick=False):
        yield


def headers_of(*secrets: str, body: bytes = BODY) -> dict[str, str]:
    """The headers of a try."""
    return dict(signature_headers(secrets, "evt_1", STAMP, body))


def test_standard_webhooks_library_verifies() -> None:
    """The library that receivers use takes the headers and answers the body."""
    assert Webhook(SECRET).verify(BODY, headers_of(SECRET))["eventId"] == "evt_1"


@pytest.mark.parametrize("secret", [SECRET, OTHER])
def test_either_secret_verifies_during_a_rotation(secret: str) -> None:
    """Two signatures, separated by a space: a receiver with either secret is content."""
    headers = headers_of(OTHER, SECRET)
    assert len(headers["webhook-signature"].split(" ")) == 2
    Webhook(secret).verify(BODY, headers)


@pytest.mark.parametrize(
    "changed",
    [
        {"body": BODY + b" "},
        {"webhook-id": "evt_2"},
        {"webhook-timestamp": str(STAMP + 1)},
        {"webhook-timestamp": str(STAMP - 3600)},
    ],
    ids=str,
)
def test_anything_changed_is_noticed(changed: dict[str, str]) -> None:
    """Body, id and time are all under the signature, and an old one is not taken again."""
    headers = headers_of(SECRET) | changed
    body = headers.pop("body", BODY)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body, headers)


def test_other_secret_does_not_verify() -> None:
    """A secret that has ended."""
    with pytest.raises(WebhookVerificationError):
        Webhook(OTHER).verify(BODY, headers_of(SECRET))


def test_own_header_is_stripes_scheme() -> None:
    """`t=…,v1=…`, HMAC-SHA256 of "{t}.{body}" in hex under the secret's text, once per secret."""
    stamp, *signatures = headers_of(SECRET, OTHER)["X-Flint-Signature"].split(",")
    expected = [
        "v1=" + hmac.new(each.encode(), b"%d." % STAMP + BODY, hashlib.sha256).hexdigest() for each in (SECRET, OTHER)
    ]
    assert (stamp, signatures) == (f"t={STAMP}", expected)


def test_known_answer() -> None:
    """The specification's own test vector."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    headers = signature_headers([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_secrets_differ_in_everything_that_they_belong_to() -> None:
    """Another stack, merchant, mode, endpoint or generation has another secret; the same has the same again."""
    terms = [
        ("of the stack", "mer_1/test", "whep_1", 1),
        ("of another", "mer_1/test", "whep_1", 1),
        ("of the stack", "mer_2/test", "whep_1", 1),
        ("of the stack", "mer_1/live", "whep_1", 1),
        ("of the stack", "mer_1/test", "whep_2", 1),
        ("of the stack", "mer_1/test", "whep_1", 2),
    ]
    assert len({derive_secret(*each) for each in terms}) == len(terms)
    assert derive_secret(*terms[0]) == SECRET
    assert len(SECRET) == len("whsec_") + 44
