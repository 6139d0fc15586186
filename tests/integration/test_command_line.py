"""`flint`, the command line, on the real handlers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

import flint
from commerce.domain.money import CURRENCIES, THREE_DECIMAL, ZERO_DECIMAL
from flint import cli, commands, profiles, sandboxes, webhooks
from flint.profiles import Profile
from flint.tables import EXPONENTS, money
from local.deployment import STACK
from local.runtime import Ports
from tests.integration.test_python_client import Handlers
from tests.shop import Shop

LINES = '[{"name": "Console", "unitPriceMoney": {"amount": 9900}}]'


@pytest.fixture
def command(shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """Run a command line; its exit status, and what it printed to either side. Profiles are kept in `tmp_path`."""
    handlers = Handlers(shop)
    monkeypatch.setenv("FLINT_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("FLINT_PROFILE", raising=False)
    monkeypatch.setattr(cli, "Flint", lambda key, **terms: flint.Flint(key, transport=handlers, max_retries=0))
    monkeypatch.setenv("FLINT_API_KEY", str(shop.api_key))

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = cli.main(arguments)
        printed = capsys.readouterr()
        lines = [line for line in printed.out.splitlines() if not line.startswith('{"level"')]  # the handlers log there
        return status, "\n".join(lines), printed.err

    return run


def made(command: Any) -> Any:
    """An order of 99.00 and its tax."""
    return json.loads(command("orders", "create", f"lineItems:={LINES}")[1])


def test_order_is_made_and_paid_by_fields(command: Any) -> None:
    """99.00 + 8 % = 106.92."""
    order = made(command)
    status, printed, _ = command("orders", "pay", order["id"], "paymentSourceToken=tok_visa")
    paid = json.loads(printed)
    assert (status, paid["status"], paid["netAmounts"]["paidMoney"]["amount"]) == (0, "PAID", 10692)


def test_body_is_taken_whole(command: Any) -> None:
    """And a field beside it wins."""
    body = json.dumps({"lineItems": json.loads(LINES), "buyerNote": "first"})
    order = json.loads(command("orders", "create", "--json", body, "buyerNote=second")[1])
    assert (order["buyerNote"], len(order["lineItems"])) == ("second", 1)


def test_table_is_for_people(command: Any) -> None:
    """Amounts as people write them."""
    order = made(command)
    _, one, _ = command("orders", "get", order["id"], "--output", "table")
    _, rows, _ = command("orders", "list", "status=OPEN", "--output", "table")
    assert "  totalMoney: 106.92 USD" in one.splitlines()
    assert (rows.splitlines()[0].split()[:2], rows.splitlines()[1].split()[:2]) == (
        ["id", "status"],
        [order["id"], "OPEN"],
    )


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (11059, "USD", "110.59 USD"),
        (5, "USD", "0.05 USD"),
        (-5, "EUR", "-0.05 EUR"),
        (500, "JPY", "500 JPY"),
        (1, "KWD", "0.001 KWD"),
    ],
)
def test_amounts_are_written_exactly(amount: int, currency: str, text: str) -> None:
    """By the currency's own decimals."""
    assert money(amount, currency) == text


def test_decimals_are_those_of_the_api() -> None:
    """Of every currency that an order can be in."""
    digits = {code: 0 if code in ZERO_DECIMAL else 3 if code in THREE_DECIMAL else 2 for code in CURRENCIES}
    assert {code: EXPONENTS.get(code, 2) for code in CURRENCIES} == digits


def test_refusal_says_what_to_do(command: Any) -> None:
    """Exit status 1, the code, and what is allowed."""
    order = made(command)
    command("orders", "pay", order["id"], "paymentSourceToken=tok_visa")
    status, printed, told = command("orders", "pay", order["id"], "paymentSourceToken=tok_visa")
    assert (status, printed) == (1, "")
    assert told.startswith("ORDER_ALREADY_PAID: ")
    assert "allowed now: " in told


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("orders", "create", "lineItems:=[nonsense"), "This is no JSON"),
        (("orders", "create", "--json", "[]"), "The body must be one JSON object"),
        (("orders", "pay"), "orders.pay needs order_id"),
        (("orders", "list", "colour=red"), "orders.list takes no colour"),
    ],
)
def test_wrong_call_is_explained(command: Any, arguments: tuple[str, ...], complaint: str) -> None:
    """Exit status 2, before anything is sent."""
    status, _, told = command(*arguments)
    assert (status, complaint in told) == (2, True)


def test_dry_run_and_key_are_options(command: Any) -> None:
    """One key, one order; nothing is closed for trying."""
    keyed = [
        json.loads(command("orders", "create", f"lineItems:={LINES}", "--idempotency-key", "k")[1])["id"] for _ in "ab"
    ]
    command("orders", "close", keyed[0], "reason=test", "--dry-run")
    assert (keyed[0], json.loads(command("orders", "get", keyed[0])[1])["status"]) == (keyed[1], "OPEN")


@pytest.mark.parametrize("event_type", sorted(commands.TRIGGERS))
def test_trigger_makes_the_event_happen(shop: Shop, event_type: str) -> None:
    """Exactly as a shop's calls do."""
    with flint.Flint(shop.api_key, transport=Handlers(shop)) as client:
        commands.trigger(client, event_type)
    assert event_type in shop.world.table.event_types()


def test_clock_is_advanced(command: Any, shop: Shop) -> None:
    """By a day."""
    status, printed, told = command("clock", "advance", "--seconds", "86400")
    assert (status, printed[:10], told) == (0, "2026-03-03", "")


def test_forwarded_event_is_signed_so_that_receivers_verify_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """By either signature, and without what only the list has."""
    sent: list[httpx.Request] = []

    def post(url: str, *, content: bytes, headers: dict[str, str], timeout: float) -> httpx.Response:
        sent.append(httpx.Request("POST", url, content=content, headers=headers))
        return httpx.Response(200)

    monkeypatch.setattr(httpx, "post", post)
    secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    event = {
        "id": "evt_1",
        "eventId": "evt_1",
        "eventType": "order.paid",
        "resourceId": "ord_1",
        "data": {"id": "ord_1"},
    }
    assert commands.forward(event, "http://127.0.0.1:9/hook", secret) == "200"
    body, headers = sent[0].content, dict(sent[0].headers)
    whole = webhooks.verify(body, headers, secret)
    own = webhooks.verify(body, {"X-Flint-Signature": headers["x-flint-signature"]}, secret)
    assert (whole, own) == ({"eventId": "evt_1", "eventType": "order.paid", "data": {"id": "ord_1"}},) * 2


def test_key_of_an_agent_is_made_with_its_limits(command: Any) -> None:
    """Amounts in minor units, as the API takes them."""
    told = ("--max-amount", "20000", "--confirm-above", "5000", "--allow", "orders.pay", "--allow", "orders.create")
    _, printed, _ = command("keys", "create", "Agent", "--scopes", "orders.read,orders.write", *told)
    made = json.loads(printed)
    assert made["key"].startswith("flint_test_")
    assert (made["scopes"], made["agentLimits"]["allowedActions"]) == (
        ["orders.read", "orders.write"],
        ["orders.pay", "orders.create"],
    )
    amounts = {name: money and money["amount"] for name, money in made["agentLimits"].items() if name.endswith("Money")}
    assert amounts == {"maxAmountMoney": 20000, "maxDailyAmountMoney": None, "confirmationThresholdMoney": 5000}


def test_what_waits_for_a_person_is_shown_and_approved(command: Any) -> None:
    """The agent's refusal, the list with what it asks for, the approval, and the same command again."""
    command("keys", "create", "Agent", "--scopes", "orders.write", "--confirm-above", "0", "--save-as", "agent")
    key = profiles.kept()["agent"].api_key
    pay = (
        "--api-key",
        key,
        "orders",
        "pay",
        made(command)["id"],
        "paymentSourceToken=tok_visa",
        "--idempotency-key",
        "k",
    )
    refused = command(*pay)
    _, rows, _ = command("confirmations", "list", "status=pending", "--output", "table")
    (waiting,) = [row.split() for row in rows.splitlines()[1:]]
    command("confirmations", "approve", waiting[0])
    assert (refused[2].split(":")[0], waiting[1:5]) == (
        "HUMAN_CONFIRMATION_REQUIRED",
        ["pending", "orders.pay", "106.92", "USD"],
    )
    assert json.loads(command(*pay)[1])["status"] == "PAID"


def test_key_without_limits_is_no_agents(command: Any) -> None:
    """Unless it is said to be one."""
    made = [
        json.loads(command("keys", "create", "x", "--scopes", "orders.read", *more)[1]) for more in ((), ("--agent",))
    ]
    assert (made[0]["agentLimits"], made[1]["agentLimits"] is None) == (None, False)


def test_kept_key_serves_later_commands(command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the name of its profile, or by itself if that is `default`; the file is its owner's alone."""
    command("keys", "create", "Till", "--scopes", "orders.read", "--save-as", "till")
    command("keys", "create", "All", "--scopes", "*", "--save-as", "default")
    monkeypatch.delenv("FLINT_API_KEY")
    refused = command("--profile", "till", "orders", "create", "--json", "{}")
    status, _, _ = command("orders", "create", "--json", "{}")
    assert (refused[0], refused[2].split(":")[0], status) == (1, "INSUFFICIENT_SCOPE", 0)
    assert (tmp_path / "config.json").stat().st_mode & 0o777 == 0o600


def test_kept_key_is_not_lost_by_another(command: Any) -> None:
    """Its text can't be read again; nothing is made before that is known."""
    command("keys", "create", "Till", "--scopes", "orders.read", "--save-as", "till")
    before = profiles.kept()
    status, _, told = command("keys", "create", "Till", "--scopes", "orders.read", "--save-as", "till")
    assert (status, "--replace" in told, profiles.kept()) == (2, True, before)
    command("keys", "create", "Till", "--scopes", "orders.read", "--save-as", "till", "--replace")
    assert profiles.kept()["till"] != before["till"]


def test_list_of_profiles_shows_no_key(command: Any) -> None:
    """Names, addresses and merchants."""
    command("keys", "create", "Till", "--scopes", "orders.read", "--save-as", "till")
    kept = profiles.kept()["till"]
    _, printed, _ = command("profiles", "--output", "table")
    assert kept.merchant_id in printed
    assert kept.api_key not in printed


def test_unknown_profile_is_explained(command: Any) -> None:
    """With those that there are."""
    profiles.keep("till", Profile("http://127.0.0.1:4000", "flint_test_x"))
    status, _, told = command("--profile", "tell", "orders", "list")
    assert (status, "There is no profile tell" in told, "known: till" in told) == (2, True, True)


def test_file_that_is_no_ours_is_left_alone(command: Any, tmp_path: Path) -> None:
    """It is not written over."""
    (tmp_path / "config.json").write_text("not ours")
    status, _, told = command("keys", "create", "Till", "--scopes", "orders.read", "--save-as", "till")
    assert (status, "move it away" in told, (tmp_path / "config.json").read_text()) == (2, True, "not ours")


def test_stack_that_can_not_be_asked_is_explained(command: Any) -> None:
    """Nobody listens there: exit status 2, and no profile."""
    status, _, told = command("sandbox", "create", "--local", "--aws-url", "http://127.0.0.1:9")
    assert (status, "could not be asked" in told, profiles.kept()) == (2, True, {})


def test_local_sandbox_is_that_of_the_runtime() -> None:
    """Addresses and names as `make dev` has them."""
    ports = Ports()
    said = (sandboxes.LOCAL_AWS_URL, sandboxes.LOCAL_BASE_URL, sandboxes.LOCAL_STACK)
    assert said == (f"http://127.0.0.1:{ports.aws}", f"http://127.0.0.1:{ports.api}", STACK)
