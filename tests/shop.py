"""A shop in this process: the real operations on moto's DynamoDB, with a clock and a card processor that obey tests."""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, reduce
from pathlib import Path
from typing import Any, ClassVar

from aws_lambda_powertools import Logger
from botocore.exceptions import EndpointConnectionError
from botocore.session import get_session
from samtranslator.yaml_helper import yaml_parse

from commerce.context import Clock, Context, Runtime
from commerce.domain import errors
from commerce.domain.billing_runs import BillingCounts
from commerce.domain.customers import Customer
from commerce.domain.dead_letter_kinds import DeadLetterSource
from commerce.domain.dead_letters import dead_letter_id
from commerce.domain.invoice_mails import Mail
from commerce.domain.lifecycle import RefundStatus
from commerce.domain.money import Money
from commerce.domain.outcomes import (
    Abandoned,
    ActionRequired,
    Authorized,
    CardSaved,
    Charged,
    ChargeOutcome,
    Declined,
    InProgress,
    Owner,
    ProcessorPayment,
    ProcessorRefund,
    RefundOutcome,
    SaveOutcome,
)
from commerce.domain.payment_methods import PaymentMethod
from commerce.domain.payment_parts import Card
from commerce.domain.payments import Dispute, PaymentIntent
from commerce.domain.refunds import Refund, RefundAllocation
from commerce.edge.operation import Operation
from commerce.edge.publishing import entries_of, publish
from commerce.edge.registry import load_operations
from commerce.edge.respond import respond
from commerce.store.keys import BILLING, Tenant
from commerce.store.store import TABLE as ROWS
from commerce.store.store import Store
from commerce.store.writes import Write
from commerce.usecases import billing_runs
from commerce.usecases.authorization import identify
from commerce.usecases.dead_letters import Arrived, keep
from commerce.usecases.deliveries import Asked
from commerce.usecases.items import watch_stock
from commerce.usecases.merchants import CreateMerchant, create
from commerce.usecases.stripe_events import receive
from commerce.usecases.sweeping import sweep
from tests.receivers import Deliveries, Receivers
from tests.tax_service import FakeTaxService

Json = dict[str, Any]

TABLE = "flint"
TEMPLATE = Path(__file__).parents[1] / "template.yaml"
START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
VISA = Card(brand="visa", last4="4242", exp_month=12, exp_year=2034)
WALK_THROUGH = (9900, 2900)
SIGNING_SECRET = "whsec_test"
PEPPER = "pepper"
WEBHOOK_SECRET = "pepper of webhooks"
PUBLIC_ADDRESS = "93.184.215.14"
LOG = Logger(service="shop")
PROCESSOR_FORGETS_AFTER = timedelta(hours=24)


class FakeClock(Clock):
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        """Tell the time that was set."""
        return self.moment

    def advance(self, **step: float) -> None:
        """Move forward, by `timedelta`'s names."""
        self.moment += timedelta(**step)


class ProcessDied(BaseException):
    """The process is gone in the middle of its work: no handler of exceptions runs on."""


@dataclass
class Payment:
    """A payment as the processor knows it."""

    merchant_id: str
    mark: str
    key: str
    amount: int
    outcome: ChargeOutcome
    created_at: datetime


@dataclass
class Returned:
    """A refund as the processor knows it: of one payment."""

    refund: Refund
    part: RefundAllocation
    outcome: RefundOutcome

    @property
    def listed(self) -> ProcessorRefund:
        """As it is listed."""
        name = self.outcome.processor_refund_id or ""
        return ProcessorRefund(name, self.refund.id, self.part.payment_intent_id, self.outcome)


@dataclass
class FakeGateway:
    """A card processor that keeps idempotency keys for a day, and loses what it is told to lose.

    A token says what becomes of its charge: `tok_visa`, `tok_3ds`, `tok_slow`, `tok_bad` or `tok_<decline code>`. With
    `tok_later_<…>` it says what becomes of charges once the card is saved.
    before, after: what the next charges or refunds raise, before or after they take effect; None: nothing.
    """

    clock: FakeClock
    payments: dict[str, Payment] = field(default_factory=dict)
    refunds: dict[str, Returned] = field(default_factory=dict)
    """By their idempotency key."""
    calls: list[str] = field(default_factory=list)
    before: deque[BaseException | None] = field(default_factory=deque)
    after: deque[BaseException | None] = field(default_factory=deque)
    refund_answers: deque[RefundOutcome] = field(default_factory=deque)
    forgotten: list[str] = field(default_factory=list)
    detached: list[str] = field(default_factory=list)
    known_as: dict[str, str] = field(default_factory=dict)
    """Names of customers here that are not those derived from ours."""
    merchant_id: str = ""
    """Whose card was saved last."""
    savings: dict[str, SaveOutcome] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)
    """Saved cards by the processor's name, and the tokens that their charges are to come to."""
    charged_sources: list[tuple[str | None, str | None, bool]] = field(default_factory=list)
    """Of each charge: its source, its customer at the processor, and whether the buyer is away."""
    outcomes: dict[str, Callable[[str], ChargeOutcome]] = field(default_factory=dict)
    """What becomes of charges of tokens that say nothing by their names."""
    dispute: Dispute | None = None
    meanwhile: Callable[[], object] | None = None
    """Runs once, while the next charge or refund is at work."""

    @property
    def taken(self) -> int:
        """All money taken from cards, in minor units, whoever knows of it."""
        return sum(payment.amount for payment in self.payments.values() if isinstance(payment.outcome, Charged))

    @property
    def given_back(self) -> int:
        """All money given back, in minor units."""
        stands = (back for back in self.refunds.values() if back.outcome.status is not RefundStatus.FAILED)
        return sum(back.part.amount_money.amount for back in stands)

    def charge(self, intent: PaymentIntent) -> ChargeOutcome:
        """Take the money once per intent, as long as its key is remembered."""
        self._begin("charge")
        self.charged_sources.append((intent.source_token, intent.processor_customer_id, intent.off_session))
        known = [payment for payment in self.payments.values() if payment.key == intent.charge_key]
        fresh = [p for p in known if self.clock.now() < p.created_at + PROCESSOR_FORGETS_AFTER]
        if fresh:
            payment = fresh[0]
        else:
            identity = f"pi_stripe{len(self.payments)}"
            token = self._token(intent)
            outcome = self.outcomes[token](identity) if token in self.outcomes else _outcome(token, identity)
            if intent.capture_method == "manual" and isinstance(outcome, Charged):
                outcome = Authorized(identity, outcome.charge_id, outcome.card)
            terms = intent.merchant_id, intent.id, intent.charge_key, intent.amount_money.amount
            payment = Payment(*terms, outcome, self.clock.now())
            self.payments[identity] = payment
        _lose(self.after)
        return payment.outcome

    def _token(self, intent: PaymentIntent) -> str:
        """What the card of an intent comes to; nobody is there to confirm off session."""
        token = intent.source_token or ""
        if token.startswith("pm_"):
            token = self.cards.get(token, "tok_visa")
        return "tok_AUTHENTICATION_REQUIRED" if token == "tok_3ds" and intent.off_session else token

    def capture(self, intent: PaymentIntent) -> ChargeOutcome:
        """Take a part of what is held, once."""
        self._begin("capture")
        payment = self.payments[intent.processor_details.stripe.payment_intent_id or ""]
        if isinstance(payment.outcome, Authorized):
            payment.amount = intent.capture_amount or 0
            payment.outcome = Charged(payment.outcome.processor_payment_id, "ch_stripe", VISA, payment.amount)
        _lose(self.after)
        return payment.outcome

    def look_up(self, processor_payment_id: str) -> ChargeOutcome:
        """Say how a payment stands."""
        self._begin("look_up")
        return self.payments[processor_payment_id].outcome

    def find(self, intent: PaymentIntent) -> ChargeOutcome | None:
        """Look through all payments."""
        self._begin("find")
        return next((payment.outcome for payment in self.payments.values() if payment.key == intent.charge_key), None)

    def cancel(self, processor_payment_id: str) -> ChargeOutcome:
        """Cancel unless it succeeded."""
        self._begin("cancel")
        payment = self.payments[processor_payment_id]
        if not isinstance(payment.outcome, Charged):
            payment.outcome = Abandoned(processor_payment_id)
        return payment.outcome

    def refund(self, refund: Refund, part: RefundAllocation) -> RefundOutcome:
        """Give money back once per key."""
        self._begin("refund")
        if part.key not in self.refunds:
            accepted = RefundOutcome(RefundStatus.PENDING, f"re_stripe{len(self.refunds)}")
            outcome = self.refund_answers.popleft() if self.refund_answers else accepted
            self.refunds[part.key] = Returned(refund, part, outcome)
        _lose(self.after)
        return self.refunds[part.key].outcome

    def look_up_refund(self, processor_refund_id: str) -> RefundOutcome:
        """Say how a refund stands."""
        self._begin("look_up_refund")
        return next(back.outcome for back in self.refunds.values() if back.listed.id == processor_refund_id)

    def find_refund(self, refund: Refund, part: RefundAllocation) -> RefundOutcome | None:
        """Look through all refunds."""
        self._begin("find_refund")
        known = self.refunds.get(part.key)
        return None if known is None else known.outcome

    @property
    def kept(self) -> set[str]:
        """Our ids of the cards that are kept, whoever knows of it."""
        return {
            method_id
            for method_id, outcome in self.savings.items()
            if isinstance(outcome, CardSaved)
            and outcome.processor_method_id not in self.detached
            and outcome.processor_customer_id not in self.forgotten
        }

    def ensure_customer(self, merchant_id: str, customer: Customer) -> str:
        """Know a customer."""
        self._begin("ensure_customer")
        known = self.known_as.get(customer.id, f"cus_stripe_{customer.id}")
        _lose(self.after)
        return known

    def save_card(self, method: PaymentMethod) -> SaveOutcome:
        """Keep a card once per payment method."""
        self._begin("save_card")
        self.merchant_id = method.merchant_id
        if method.id not in self.savings:
            owner_id, token = method.processor_customer_id or "", method.source_token or ""
            saving = _saving(token, f"seti_stripe{len(self.savings)}", owner_id)
            gone = Declined("PAYMENT_SOURCE_INVALID", "No such customer.", status=400)
            outcome = self.savings[method.id] = gone if owner_id in self.forgotten else saving
            if isinstance(outcome, CardSaved):
                self.cards[outcome.processor_method_id] = token.replace("tok_later_", "tok_")
        _lose(self.after)
        return self.savings[method.id]

    def look_up_saving(self, processor_setup_id: str) -> SaveOutcome:
        """Say what became of saving a card."""
        self._begin("look_up_saving")
        return next(outcome for outcome in self.savings.values() if _setup_of(outcome) == processor_setup_id)

    def find_saving(self, method: PaymentMethod) -> SaveOutcome | None:
        """Look through all of them."""
        self._begin("find_saving")
        return self.savings.get(method.id)

    def give_up_saving(self, processor_setup_id: str) -> SaveOutcome:
        """Give it up."""
        self._begin("give_up_saving")
        (method_id,) = [name for name, outcome in self.savings.items() if _setup_of(outcome) == processor_setup_id]
        if not isinstance(self.savings[method_id], CardSaved):
            self.savings[method_id] = Abandoned(processor_setup_id)
        return self.savings[method_id]

    def detach_card(self, processor_method_id: str) -> None:
        """Let a card go."""
        self._begin("detach_card")
        self.detached.append(processor_method_id)

    def owner_of_saving(self, processor_setup_id: str) -> Owner | None:
        """Say whose payment method it is; of the one merchant there is."""
        for method_id, outcome in self.savings.items():
            if _setup_of(outcome) == processor_setup_id:
                return Owner(self.merchant_id, "", payment_method_id=method_id)
        return None

    def forget_customer(self, processor_customer_id: str) -> None:
        """Delete a customer with its cards."""
        self._begin("forget_customer")
        self.forgotten.append(processor_customer_id)

    def look_up_dispute(self, processor_payment_id: str) -> Dispute | None:
        """Say how a dispute stands."""
        return self.dispute

    def owner_of_payment(self, processor_payment_id: str) -> Owner | None:
        """Say whose payment this is."""
        payment = self.payments.get(processor_payment_id)
        return None if payment is None else Owner(payment.merchant_id, payment.mark)

    def owner_of_refund(self, processor_refund_id: str) -> Owner | None:
        """Say whose refund this is."""
        for back in self.refunds.values():
            if back.listed.id == processor_refund_id:
                return Owner(back.refund.merchant_id, back.part.payment_intent_id, back.refund.id)
        return None

    def owner_of_dispute(self, processor_dispute_id: str) -> Owner | None:
        """Say whose payment is disputed: the latest one."""
        return self.owner_of_payment(f"pi_stripe{len(self.payments) - 1}")

    def payment(self, processor_payment_id: str) -> ProcessorPayment | None:
        """Show a payment."""
        known = self.payments.get(processor_payment_id)
        if known is None:
            return None
        amount = Money(amount=known.amount, currency="USD")
        return ProcessorPayment(processor_payment_id, known.mark, amount, known.outcome)

    def refund_made(self, processor_refund_id: str) -> ProcessorRefund | None:
        """Show a refund."""
        made = (back.listed for back in self.refunds.values())
        return next((listed for listed in made if listed.id == processor_refund_id), None)

    def payments_between(self, merchant_id: str, start: datetime, end: datetime) -> list[ProcessorPayment]:
        """List a merchant's payments."""
        made = (
            self.payment(identity)
            for identity, payment in self.payments.items()
            if payment.merchant_id == merchant_id and start <= payment.created_at <= end
        )
        return [payment for payment in made if payment is not None]

    def refunds_between(self, merchant_id: str, start: datetime, end: datetime) -> list[ProcessorRefund]:
        """List a merchant's refunds."""
        return [
            back.listed
            for back in self.refunds.values()
            if back.refund.merchant_id == merchant_id and start <= back.refund.created_at <= end
        ]

    def settle_payment(self, outcome: Callable[[str], ChargeOutcome]) -> None:
        """Let the buyer's bank end the latest payment."""
        identity = f"pi_stripe{len(self.payments) - 1}"
        self.payments[identity].outcome = outcome(identity)

    def settle_saving(self, *, confirmed: bool) -> None:
        """Let the buyer's bank end the latest saving of a card."""
        (method_id, waits) = list(self.savings.items())[-1]
        assert isinstance(waits, ActionRequired)
        setup_id = waits.processor_payment_id
        failed = Declined("AUTHENTICATION_REQUIRED", "The bank did not hear from you.", setup_id)
        self.savings[method_id] = CardSaved(setup_id, f"pm_stripe_{setup_id}", VISA) if confirmed else failed

    def settle_refund(self, status: RefundStatus, reason: str | None = None, *, of: str | None = None) -> None:
        """Let the bank end the latest refund, or the one of this payment intent."""
        made = [back for back in self.refunds.values() if of in {None, back.part.payment_intent_id}]
        made[-1].outcome = RefundOutcome(status, made[-1].outcome.processor_refund_id, reason)

    def _begin(self, call: str) -> None:
        self.calls.append(call)
        if self.meanwhile is not None:
            interrupt, self.meanwhile = self.meanwhile, None
            interrupt()
        _lose(self.before)


def succeeded(identity: str) -> Charged:
    """The money was taken."""
    return Charged(identity, "ch_stripe", VISA, saved_method_id=f"pm_of_{identity}")


def _saving(token: str, identity: str, owner_id: str) -> SaveOutcome:
    match token:
        case _ if token == "tok_visa" or token.startswith("tok_later_"):
            return CardSaved(identity, f"pm_stripe_{identity}", VISA, owner_id)
        case "tok_3ds" | "tok_threeDSecure2Required":
            return ActionRequired(identity, f"{identity}_secret")
        case _:
            return Declined(token.removeprefix("tok_"), "The card said no.", identity)


def _setup_of(outcome: SaveOutcome) -> str | None:
    return outcome.processor_setup_id if isinstance(outcome, CardSaved) else outcome.processor_payment_id


def declined(code: str = "CARD_DECLINED") -> Callable[[str], Declined]:
    """The card said no."""
    return lambda identity: Declined(code, f"The card said {code}.", identity, VISA)


def lost() -> errors.ProcessorUnavailable:
    """Nobody knows whether the call took effect."""
    return errors.ProcessorUnavailable("No answer came.")


def _outcome(token: str, identity: str) -> ChargeOutcome:
    match token:
        case "tok_visa":
            return succeeded(identity)
        case _ if token.startswith("pm_"):
            return succeeded(identity)
        case "tok_3ds" | "tok_threeDSecure2Required":
            return ActionRequired(identity, f"{identity}_secret")
        case "tok_slow":
            return InProgress(identity)
        case "tok_bad":
            return Declined("PAYMENT_SOURCE_INVALID", "No such token.", status=400)
        case _:
            return declined(token.removeprefix("tok_"))(identity)


def _lose(losses: deque[BaseException | None]) -> None:
    loss = losses.popleft() if losses else None
    if loss is not None:
        raise loss


@dataclass(frozen=True)
class Answer:
    """What an operation answered."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def body(self) -> Json:
        """The whole envelope."""
        return dict(json.loads(self.text))

    @property
    def data(self) -> Any:
        """What was asked for. Fails the test if it was refused."""
        assert self.status < 300, self.text[:600]
        return self.body["data"]

    @property
    def data_text(self) -> str:
        """The bytes of `data`, as they were sent."""
        assert self.status < 300, self.text[:600]
        return self.text.partition('{"data":')[2].rpartition(',"requestId"')[0]

    @property
    def error(self) -> Json:
        """Why it was refused. Fails the test if it was not."""
        assert self.status >= 400, self.text[:600]
        return dict(self.body["error"])

    @property
    def refusal(self) -> tuple[int, str]:
        """Status and code of a refusal."""
        return self.status, self.error["code"]

    @property
    def wrong_fields(self) -> set[str]:
        """The fields that a refusal names."""
        return {field["field"] for field in self.error["remediation"]["missingOrInvalidFields"]}


class PatientStore(Store):
    """The store, without waiting between tries, and with something that happens just before its next write."""

    interruptions: ClassVar[deque[Callable[[], object]]] = deque()

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, sleep=lambda _: None)

    def write(self, writes: Sequence[Write]) -> None:
        """Let the interruption happen, then write."""
        if self.interruptions:
            self.interruptions.popleft()()
        super().write(writes)


@cache
def operations() -> Mapping[str, Operation]:
    """All operations by name."""
    return {operation.name: operation for operation in load_operations()}


@dataclass
class FakeBus:
    """An event bus that keeps what it takes. losses: how many of the next entries it refuses."""

    taken: list[Json] = field(default_factory=list)
    losses: int = 0

    def put(self, entries: Sequence[Mapping[str, str]]) -> list[int]:
        """Take what comes after the refused ones."""
        refused = list(range(min(self.losses, len(entries))))
        self.losses -= len(refused)
        self.taken += [dict(entry) for entry in entries[len(refused) :]]
        return refused


@dataclass
class FakeParking:
    """A queue for what nothing can be made of. full: it takes nothing."""

    messages: list[Json] = field(default_factory=list)
    replays: list[str | None] = field(default_factory=list)
    full: bool = False

    def put(self, message: str, replay_of: str | None = None) -> None:
        """Keep it, and which letter it was before."""
        if self.full:
            raise EndpointConnectionError(endpoint_url="sqs")
        self.messages.append(json.loads(message))
        self.replays.append(replay_of)


class Mailbox:
    """Takes mails and keeps them. broken: what the next calls raise, and whether the mail went out."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.broken: list[tuple[Exception, bool]] = []

    def send(self, mail: Mail) -> str:
        """Take a mail."""
        error, taken = self.broken.pop(0) if self.broken else (None, True)
        if taken:
            self.mails.append(mail)
        if error is not None:
            raise error
        return f"mail-{len(self.mails)}"


class World:
    """The table, the clock and the processor; shops live in it."""

    def __init__(self) -> None:
        self.table = Table()
        self.clock = FakeClock()
        self.gateway = FakeGateway(self.clock)
        self.tax_service = FakeTaxService()
        self.bus = FakeBus()
        self.parking = FakeParking()
        PatientStore.interruptions = deque()
        self.addresses: dict[str, tuple[str, ...]] = {}
        self.receivers = Receivers()
        self.deliveries = Deliveries()
        self.mailer = Mailbox()
        self.delivered: set[str] = set()
        self.runtime = self.new_process()

    def new_process(self) -> Runtime:
        """A process that knows nothing yet."""
        return Runtime(
            clock=self.clock,
            gateway_for=lambda _: self.gateway,
            quote_taxes_for=lambda _: self.tax_service.quote,
            store_for=PatientStore,
            webhook_secrets_for=lambda: {"test": SIGNING_SECRET},
            pepper_for=lambda: PEPPER,
            webhook_secret_for=lambda: WEBHOOK_SECRET,
            resolve_for=lambda: self.resolve,
            send_for=lambda: self.receivers,
            mailer_for=lambda: self.mailer,
            dispatch_for=lambda: self.deliveries,
            webhooks_to_loopback=False,
        )

    def shop(self, **terms: Any) -> Shop:
        """Open a shop: a merchant with 8 % tax and the coupon LAUNCH20."""
        merchant = create(self.runtime, CreateMerchant(name="Shop", **terms))
        return Shop(self, merchant.merchant_id, merchant.api_key, merchant.read_only_api_key)

    def before_next_write(self, *happenings: Callable[[], object]) -> None:
        """Let something happen just before each of the next writes, as another process would do it."""
        PatientStore.interruptions.extend(happenings)

    def hear(self, kind: str, identity: str) -> None:
        """Let the processor send a signed event about one of its objects."""
        stamp, about = int(self.clock.now().timestamp()), {"object": kind, "id": identity}
        body = json.dumps({"id": f"evt_{identity}", "type": f"{kind}.updated", "data": {"object": about}})
        digest = hmac.new(SIGNING_SECRET.encode(), f"{stamp}.{body}".encode(), "sha256").hexdigest()
        receive(self.runtime, body.encode(), f"t={stamp},v1={digest}")

    def publish(self) -> list[str]:
        """Give every row to the publisher, as the stream does with those that changed; what is to be sent again."""
        return publish(self.table.streamed(), ROWS, self.bus, self.parking, LOG)

    def deliver(self) -> int:
        """Let all new events reach their webhooks for the first time; how many tries that took."""
        self.spread()
        return self.deliveries.work(self.runtime)

    def spread(self) -> None:
        """Let all new events reach the queues of those who want them."""
        self.bus.taken.clear()
        self.publish()
        events = [json.loads(entry["Detail"]) for entry in self.bus.taken]
        new = [event for event in events if event["eventId"] not in self.delivered]
        self.delivered |= {event["eventId"] for event in new}
        self.deliveries.fan_out(self.runtime, new)

    def wait(self) -> list[int]:
        """Let all schedules of retries run to their end; the seconds that were waited."""
        return self.deliveries.wait(self.runtime, lambda seconds: self.clock.advance(seconds=seconds))

    def resolve(self, host: str) -> tuple[str, ...]:
        """Every host has an address on the internet, unless a test gives it others."""
        return self.addresses.get(host, (PUBLIC_ADDRESS,))

    def sweep(self) -> dict[str, int]:
        """Run the sweeper once."""
        return sweep(self.runtime, LOG)

    def next_due(self) -> datetime | None:
        """When the next subscription falls due, of all shops."""
        moments = [row["due_at"]["S"] for row in self.table.rows() if row.get("due_pk", {}).get("S", "")[:7] == BILLING]
        return min(map(datetime.fromisoformat, moments), default=None)

    def bill(self) -> BillingCounts:
        """Bill what is due, until nothing more is."""
        counts = BillingCounts()
        while due := billing_runs.find(self.runtime):
            done = [billing_runs.bill_one(self.runtime, each, LOG) for each in due]
            counts = reduce(BillingCounts.plus, done, counts)
            if all(each == BillingCounts() or each.errors for each in done):
                return counts
        return counts


@dataclass
class Shop:
    """A merchant's keys, and the API."""

    world: World
    merchant_id: str
    api_key: str | None
    read_only_api_key: str

    def with_key(self, api_key: str | None) -> Shop:
        """The same API, asked with another key."""
        return Shop(self.world, self.merchant_id, api_key, self.read_only_api_key)

    def call(
        self,
        name: str,
        body: Any = None,
        *,
        key: str | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **path: str,
    ) -> Answer:
        """Call an operation as API Gateway does, behind the authorizer. body: a string is sent as it is."""
        sent = {"content-type": "application/json", **({"idempotency-key": key} if key else {}), **(headers or {})}
        text = body if isinstance(body, str) or body is None else json.dumps(body)
        event = {
            "headers": sent,
            "pathParameters": path,
            "queryStringParameters": dict(query or {}),
            "body": text,
            "requestContext": {"authorizer": {"lambda": identify(self.world.runtime, self.api_key)}},
        }
        response = respond(operations()[name], event, self.world.runtime)
        return Answer(response["statusCode"], response["headers"], response["body"])

    def order(self, *amounts: int, **fields: Any) -> Json:
        """Make an order with a line per amount; without amounts, that of the walk-through."""
        body = {"lineItems": lines(*(amounts or WALK_THROUGH)), **fields}
        return dict(self.call("orders.create", body).data)

    def read(self, order_id: str) -> Json:
        """Read an order."""
        return dict(self.call("orders.get", order_id=order_id).data)

    def pay(self, order_id: str, token: str = "tok_visa", key: str | None = None) -> Answer:
        """Pay an order with a token."""
        return self.call("orders.pay", {"paymentSourceToken": token}, key=key, order_id=order_id)

    def paid_order(self, *amounts: int, **fields: Any) -> Json:
        """Make an order and pay it."""
        return dict(self.pay(self.order(*amounts, **fields)["id"]).data)

    def refund(self, order_id: str, amount: int | None = None, key: str | None = None) -> Answer:
        """Refund an amount, or all that is left."""
        wanted = {} if amount is None else {"amountMoney": {"amount": amount}}
        return self.call("refunds.create", {"orderId": order_id, **wanted}, key=key)

    def coupon(self, code: str, **terms: Any) -> Json:
        """Make a coupon, of 10 % unless the terms say otherwise."""
        terms = terms if "amountOffMoney" in terms else {"percentOff": "10", **terms}
        return dict(self.call("coupons.create", {"name": code.title(), "couponCode": code, **terms}).data)

    def customer(self, **fields: Any) -> Json:
        """Make a customer."""
        return dict(self.call("customers.create", {"name": "Ada Lovelace", **fields}).data)

    def card(self, customer_id: str, token: str = "tok_visa") -> Json:
        """Save a card."""
        body = {"customerId": customer_id, "paymentSourceToken": token}
        return dict(self.call("paymentMethods.create", body).data)

    def item(self, amount: int = 9900, **fields: Any) -> Json:
        """Put an item into the catalog."""
        body = {"name": "Console", "unitPriceMoney": {"amount": amount}, "quantityAvailable": 10, **fields}
        return dict(self.call("items.create", body).data)

    def order_of(self, item: Json, quantity: int = 1, **fields: Any) -> Json:
        """Make an order of an item."""
        body = {"lineItems": [{"itemId": item["id"], "quantity": quantity}], **fields}
        return dict(self.call("orders.create", body).data)

    def watch(self, item_id: str) -> None:
        """What the table's stream does with a change of a watched item."""
        watch_stock(Context(Tenant(self.merchant_id, "test"), self.world.runtime), item_id)

    def invoice(self, *amounts: int, **fields: Any) -> Json:
        """Draft an invoice of lines at these prices, or of an order that the fields name; it has a recipient."""
        body = {"recipientEmail": "ada@example.com", **fields}
        if not body.keys() & {"orderId", "lineItems"}:
            body["lineItems"] = [
                {"name": "Work", "unitPriceMoney": {"amount": amount}} for amount in amounts or (9900,)
            ]
        return dict(self.call("invoices.create", body).data)

    def carded_customer(self, token: str = "tok_visa", **terms: Any) -> Json:
        """Make a customer with a saved card."""
        customer = self.customer(**terms)
        self.card(customer["id"], token)
        return customer

    def subscription(self, **terms: Any) -> Json:
        """Subscribe a new customer, whose card is good, to a new monthly plan of 29.00."""
        named = {"planId": terms.pop("planId", None) or self.plan()["id"]}
        named["customerId"] = terms.pop("customerId", None) or self.carded_customer()["id"]
        return dict(self.call("subscriptions.create", {**named, **terms}).data)

    def payment_link(self, *amounts: int, **fields: Any) -> Json:
        """Make a payment link for lines at these prices, or as the fields say."""
        if not {"mode", "lineItems"} & fields.keys():
            prices = enumerate(amounts or (2000,))
            fields["lineItems"] = [{"name": f"Thing {n}", "unitPriceMoney": {"amount": each}} for n, each in prices]
        return dict(self.call("paymentLinks.create", {"name": "Workshop", **fields}).data)

    def checkout(self, *amounts: int, **fields: Any) -> Json:
        """Open a checkout session for lines at these prices, or for an order that the fields name."""
        if "orderId" not in fields:
            lines = [
                {"name": f"Thing {n}", "unitPriceMoney": {"amount": each}} for n, each in enumerate(amounts or (9900,))
            ]
            fields = {"lineItems": lines, **fields}
        return dict(self.call("checkoutSessions.create", fields).data)

    def plan(self, amount: int = 2900, **terms: Any) -> Json:
        """Make a plan of one line, monthly unless the terms say otherwise."""
        line = {"name": "Pro", "unitPriceMoney": {"amount": amount}}
        body = {"name": "Pro", "billingInterval": "monthly", "lineItems": [line], **terms}
        return dict(self.call("plans.create", body).data)

    def webhook(self, *event_types: str, **fields: Any) -> Json:
        """Register an endpoint for these types of events, or for all."""
        body = {"url": "https://hooks.example.com/flint", "subscribedEvents": list(event_types or ("*",)), **fields}
        return dict(self.call("webhookEndpoints.create", body).data)

    def dead_letter(self, message_id: str = "m1", **terms: Any) -> str:
        """Let a first try of the shop's end as a dead letter; its id."""
        asked = Asked(self.merchant_id, "test", f"whep_{'0' * 26}", f"evt_{'0' * 26}", "order.created").message()
        told: Json = {"source": DeadLetterSource.DELIVERIES, "body": json.dumps(asked), "receive_count": 5, **terms}
        arrived = Arrived(message_id=message_id, sent_at=self.world.clock.now(), **told)
        assert keep(self.world.runtime, arrived) is not None
        return dead_letter_id(message_id, arrived.sent_at)

    def activities(self, order_id: str) -> list[Json]:
        """An order's audit trail, the first thing first."""
        page = self.call("orders.listActivities", query={"pageSize": "100"}, order_id=order_id)
        return list(reversed(page.data))


def lines(*amounts: int) -> list[Json]:
    """A line of one unit per amount."""
    return [{"name": f"Thing {n}", "unitPriceMoney": {"amount": amount}} for n, amount in enumerate(amounts, 1)]


def net(order: Json) -> dict[str, int]:
    """An order's net amounts as integers, by their names without `Money`."""
    return {name.removesuffix("Money"): money["amount"] for name, money in order["netAmounts"].items()}


def actions(order: Json) -> set[str]:
    """What an order says may be done to it."""
    return {offer["action"] for offer in order["availableActions"]}


class Table:
    """The table of template.yaml, made anew, and what it holds."""

    def __init__(self) -> None:
        self.client = _client()
        if TABLE in self.client.list_tables()["TableNames"]:
            self.client.delete_table(TableName=TABLE)
        self.client.create_table(TableName=TABLE, BillingMode="PAY_PER_REQUEST", **table_terms())
        self._told: set[str] = set()

    def rows(self) -> list[Json]:
        """Every row, in the order of their keys."""
        pages = self.client.get_paginator("scan").paginate(TableName=TABLE, ConsistentRead=True)
        found = [row for page in pages for row in page["Items"]]
        return sorted(found, key=lambda row: (row["pk"]["S"], row["sk"]["S"]))

    def row(self, pk_end: str) -> Json:
        """The one row whose partition key ends so."""
        (found,) = [row for row in self.rows() if row["pk"]["S"].endswith(pk_end) and row["sk"]["S"] == "."]
        return found

    def put(self, row: Json) -> None:
        """Write a row as it is."""
        self.client.put_item(TableName=TABLE, Item=row)

    def events(self) -> list[Json]:
        """The events that rows hold and that were not told yet, as the publisher would put them on the bus."""
        entries = [entry for record in self.streamed() for entry in entries_of(record)]
        details = sorted((json.loads(entry.fields["Detail"]) for entry in entries), key=lambda event: event["eventId"])
        new = [event for event in details if event["eventId"] not in self._told]
        self._told |= {event["eventId"] for event in new}
        return new

    def streamed(self) -> list[Json]:
        """Every row as the stream hands it over when it changes."""
        return [
            {"dynamodb": {"SequenceNumber": str(number), "NewImage": as_streamed(row)}}
            for number, row in enumerate(self.rows())
        ]

    def event_types(self) -> set[str]:
        """The types of the events that were not told yet."""
        return {event["eventType"] for event in self.events()}


def as_streamed(row: Json) -> Json:
    """A row as Lambda hands it over: binary attributes as base64 text."""
    return {name: {"B": b64encode(value["B"]).decode()} if "B" in value else value for name, value in row.items()}


@cache
def _client() -> Any:
    """One for all tests: making it costs more than a test. Moto answers it whenever it is at work."""
    return get_session().create_client("dynamodb", region_name="us-east-1")


@cache
def table_terms() -> Json:
    """Keys and indexes as template.yaml has them."""
    properties = yaml_parse(TEMPLATE.read_text())["Resources"]["Table"]["Properties"]
    return {name: properties[name] for name in ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")}
