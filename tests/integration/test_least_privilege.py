"""Least privilege, both ways: what the functions of a role call is what the role grants, no less and no more.

Every function of the template is run here with what botocore sends recorded; the grants come from the template as
CloudFormation gets it. A new function fails here until it is among those that run.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient
from botocore.session import get_session
from moto import mock_aws

from commerce import environment
from commerce.context import Context, Runtime
from commerce.domain.billing_runs import BillingCounts
from commerce.domain.dead_letter_kinds import DeadLetterSource
from commerce.edge.mcp import serve
from commerce.edge.operation import Operation
from commerce.edge.publishing import EventBridgeBus, publish
from commerce.edge.respond import respond
from commerce.edge.stock_watch import watch
from commerce.pages import routing
from commerce.store.keys import Tenant
from commerce.store.store import TABLE
from commerce.usecases import billing_runs
from commerce.usecases.authorization import identify
from commerce.usecases.deliveries import Asked, fan_out, make_try, try_first
from commerce.usecases.delivery_sweeping import sweep as sweep_deliveries
from commerce.usecases.invoice_mailing import Asked as MailAsked
from commerce.usecases.invoice_mailing import mail
from commerce.usecases.merchants import CreateMerchant, create
from commerce.usecases.reconciliation import reconcile_all
from commerce.usecases.sweeping import sweep
from hosted.show_credit_note_pdf import handler as show_credit_note_pdf
from hosted.show_docs import handler as show_docs
from hosted.show_invoice_pdf import handler as show_invoice_pdf
from local.rendering.stanzas import logical_id
from tests.buyer import Buyer, Debtor, LinkVisitor
from tests.card_tokens import lost
from tests.contract.asking import KEYED, PUBLIC, path_of, prepare, real_body
from tests.contract.deployed import as_list, of_type, resources_of_template
from tests.fakes import PatientStore
from tests.receivers import BROKEN
from tests.shop import LOG, PEPPER, SIGNING_SECRET, WEBHOOK_SECRET, Json, Shop, World
from workers import keep_dead_letters
from workers.refuse_unknown_routes import handler as refuse_unknown_route
from workers.serve_mcp import TOOLS

Calls = set[tuple[str, str]]
"""Pairs of an action and what it is done to, such as `("dynamodb:Query", "Table")`."""

Run = Callable[[World], Callable[[], object]]

MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:WebhookDelivery"

SECRETS = {
    "stripe": "StripeSecret",
    "stripe_tax": "StripeTaxSecret",
    "pepper": "ApiKeyPepper",
    "webhooks": "WebhookSecret",
}
QUEUES = {
    "CHANGES_QUEUE": "ChangesToTell",
    "EVENTS_QUEUE": "EventsToDeliver",
    "INVOICE_MAILS_QUEUE": "InvoicesToMail",
    "DELIVERIES_QUEUE": "Deliveries",
    "SLOW_DELIVERIES_QUEUE": "SlowDeliveries",
    "DEAD_LETTERS_QUEUE": "DeadLetters",
}
"""What each is called in the environment, and in the template."""

PARTS = {
    "Put": "dynamodb:PutItem",
    "Update": "dynamodb:UpdateItem",
    "Delete": "dynamodb:DeleteItem",
    "ConditionCheck": "dynamodb:ConditionCheckItem",
}

QUEUES_OF_THE_DEAD = ("DeadChanges", "DeadEvents", "DeadDeliveries", "DeadSlowDeliveries", "DeadInvoiceMails")

TAKING = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")

TAKEN = ("EventsToDeliver", "InvoicesToMail", "Deliveries", "SlowDeliveries", "ChangesToTell", *QUEUES_OF_THE_DEAD)

BY_LAMBDA = {
    *((action, queue) for action in TAKING for queue in TAKEN),
    ("dynamodb:DescribeStream", "Table.StreamArn"),
    ("dynamodb:GetRecords", "Table.StreamArn"),
    ("dynamodb:GetShardIterator", "Table.StreamArn"),
    ("dynamodb:ListStreams", "*"),
    ("sqs:SendMessage", "DeadChanges"),
}
"""What Lambda itself does under the function's role: it reads the stream and puts dead letters away."""

SENDER_IDENTITY = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${MailIdentity}"

TAXED_AT = {"country": "US", "state": "NY", "postalCode": "10001"}
"""Where orders are sold, under Stripe Tax."""

LOGGING = {"logs:CreateLogStream", "logs:PutLogEvents"}


class Recorder:
    """What botocore was asked to send, by the function that asked."""

    def __init__(self) -> None:
        self.calls: dict[str, Calls] = {}
        self._at: str | None = None
        real = BaseClient._make_api_call  # type: ignore[attr-defined]  # the stubs leave it out

        def send(client: Any, name: str, parameters: Json) -> Any:
            if self._at is not None:
                self.calls[self._at] |= set(actions_of(client.meta.service_model.service_name, name, parameters))
            if name == "SendEmail":  # moto asks for an identity first
                return {"MessageId": "1"}
            if name == "StartExecution":  # moto would need a parser of state machines for it
                return {"executionArn": MACHINE}
            return real(client, name, parameters)

        self.send = send

    def record(self, function: str, run: Run) -> None:
        """Make ready unrecorded, then record what the function calls."""
        world = World()
        world.runtime.key_rate_limit_for = lambda: 0  # for what makes ready
        call = run(world)
        self.calls[function], self._at = set(), function
        try:
            call()
        finally:
            self._at = None


def actions_of(service: str, name: str, parameters: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What IAM checks for a call: a transaction needs the rights of its parts."""
    if name == "TransactWriteItems":
        yield from ((PARTS[kind], "Table") for item in parameters["TransactItems"] for kind in item)
    elif service == "secretsmanager":
        yield f"{service}:{name}", SECRETS[parameters["SecretId"]]
    elif service == "sqs":
        yield f"{service}:{name}", parameters["QueueUrl"].rpartition("/")[2]
    elif service == "sesv2":
        yield f"ses:{name}", SENDER_IDENTITY
    elif service == "stepfunctions":
        yield f"states:{name}", "WebhookDelivery"
    elif service == "events":
        yield f"{service}:{name}", "EventBus"
    else:
        yield f"{service}:{name}", "Table/index" if "IndexName" in parameters else "Table"


@pytest.fixture(scope="module")
def recorded() -> Iterator[dict[str, Calls]]:
    """What each function called, by its logical id, in a process of its own."""
    environment = {
        "AWS_DEFAULT_REGION": "us-east-1",
        "API_KEY_PEPPER_ID": "pepper",
        "STRIPE_SECRET_ID": "stripe",
        "STRIPE_TAX_SECRET_ID": "stripe_tax",
        "WEBHOOK_SECRET_ID": "webhooks",
        "EVENT_BUS_NAME": "default",
        **{variable: f"https://sqs.us-east-1.amazonaws.com/123456789012/{name}" for variable, name in QUEUES.items()},
        **{f"DEAD_{source.name}_ARN": f"arn:{source}" for source in DeadLetterSource},
        "WEBHOOK_DELIVERY_MACHINE": MACHINE,
        "KEY_RATE_LIMIT": "1",
    }
    recorder = Recorder()
    with patch.dict(os.environ, environment), mock_aws():
        secrets: Any = get_session().create_client("secretsmanager")
        secrets.create_secret(Name="pepper", SecretString=PEPPER)
        secrets.create_secret(Name="webhooks", SecretString=WEBHOOK_SECRET)
        kept = {"test": {"secretKey": "sk_test_1", "webhookSecret": SIGNING_SECRET}}
        secrets.create_secret(Name="stripe", SecretString=json.dumps(kept))
        secrets.create_secret(Name="stripe_tax", SecretString=json.dumps({"test": "rk_test_1"}))
        queues: Any = get_session().create_client("sqs")
        for name in QUEUES.values():
            queues.create_queue(QueueName=name)
        with patch.object(BaseClient, "_make_api_call", recorder.send):
            for name, run in RUNS.items():
                forget()
                recorder.record(name, run)
        forget()
        yield recorder.calls


def forget() -> None:
    """Let what a process keeps be fetched anew."""
    for kept in ("gateway", "quote_taxes", "pepper", "webhook_secret", "key_rate_limit"):
        getattr(environment, kept).cache_clear()
    environment._stripe_secret.cache_clear()


def process(world: World) -> Runtime:
    """A process that reads its secrets where a function reads them; money goes to the stand-in."""

    def gateway(mode: str) -> Any:
        environment.gateway(mode)
        return world.gateway

    def quote_taxes(mode: str) -> Any:
        environment.quote_taxes(mode)
        return world.tax_service.quote

    return Runtime(
        clock=world.clock,
        gateway_for=gateway,
        quote_taxes_for=quote_taxes,
        store_for=PatientStore,
        resolve_for=lambda: world.resolve,
        send_for=lambda: world.receivers,
    )


def asking(world: World, operation: Operation) -> Callable[[], object]:
    """An operation with its example, its key and its idempotency key."""
    shop = world.shop()
    shop.call("settings.update", {"taxProvider": "stripe_tax"})
    ids = prepare(shop, operation)
    limited_coupon(shop, ids["order_id"])
    shop.call("orders.applyTax", {"taxAddress": TAXED_AT}, order_id=ids["order_id"])
    body = real_body(operation, ids) if operation.body else None
    if operation.body is not None and "tax_address" in operation.body.model_fields and "orderId" not in (body or {}):
        body = {**(body or {}), "taxAddress": {**TAXED_AT, "postalCode": "10002"}}
    event = {
        "headers": {"content-type": "application/json", "idempotency-key": "k"},
        "pathParameters": path_of(operation, ids),
        "body": None if body is None else json.dumps(body),
        "requestContext": {"authorizer": {"lambda": identify(world.runtime, shop.api_key)}},
    }
    return partial(answered, operation, event, process(world), operation.status)


def asking_openly(world: World, operation: Operation) -> Callable[[], object]:
    """An operation without a key; Stripe's events come signed, about a payment that is known."""
    if not operation.signed:
        return partial(answered, operation, {}, process(world), operation.status)
    world.shop().paid_order()
    about = {"object": "payment_intent", "id": list(world.gateway.payments)[-1]}
    body = json.dumps({"id": "evt_1", "type": "payment_intent.succeeded", "data": {"object": about}})
    stamp = int(world.clock.now().timestamp())
    signature = hmac.new(SIGNING_SECRET.encode(), f"{stamp}.{body}".encode(), "sha256").hexdigest()
    event = {"headers": {"stripe-signature": f"t={stamp},v1={signature}"}, "body": body}
    return partial(answered, operation, event, process(world), operation.status)


def limited_coupon(shop: Shop, order_id: str) -> None:
    """Apply a coupon whose uses are counted."""
    shop.coupon("LIMITED", maxUses=5)
    shop.call("orders.applyCoupon", {"couponCode": "LIMITED"}, order_id=order_id)


def answered(operation: Operation, event: Json, runtime: Runtime, status: int) -> None:
    """Ask; what is refused would call less."""
    response = respond(operation, event, runtime)
    assert response["statusCode"] == status, response["body"]


def authorizing(world: World) -> Callable[[], object]:
    """A key that is good, under a limit of which every request is counted."""
    return partial(identify, process(world), world.shop().api_key)


def publishing(world: World) -> Callable[[], object]:
    """The events of a few changes, and an item whose stock has become low."""
    shop = world.shop()
    shop.order()
    shop.item(quantityAvailable=1, lowStockThreshold=5)
    records = world.table.streamed()

    def work() -> None:
        publish(records, TABLE, EventBridgeBus.from_environment(), world.parking, LOG)
        watch(records, process(world), world.parking, LOG)

    return work


def lost_payment(world: World, work: Callable[[Runtime], object]) -> Callable[[], object]:
    """A declined payment whose process is gone, found two hours later; it had claimed a coupon's use."""
    shop = world.shop()
    order_id = shop.order()["id"]
    limited_coupon(shop, order_id)
    world.gateway.after.append(lost())
    shop.pay(order_id, "tok_CARD_DECLINED")
    world.clock.advance(hours=2)
    return partial(work, process(world))


def due_subscription(world: World) -> tuple[Shop, str]:
    """A subscription whose renewal is due."""
    shop = world.shop()
    shop.call("settings.update", {"taxProvider": "stripe_tax"})
    made = shop.subscription(customerId=shop.carded_customer(billingAddress=TAXED_AT)["id"])
    world.clock.advance(days=31)
    return shop, str(made["id"])


def letters_of_every_kind(shop: Shop) -> list[str]:
    """Dead letters from every queue."""
    bodies = {
        DeadLetterSource.CHANGES: {"row": {"pk": f"{shop.merchant_id}/test/ord_1", "sk": "."}},
        DeadLetterSource.INVOICE_MAILS: {"detail": {"merchantId": shop.merchant_id, "mode": "test"}},
        DeadLetterSource.EVENTS: {"detail": {"merchantId": shop.merchant_id, "mode": "test"}},
    }
    told = {source: {"body": json.dumps(body)} for source, body in bodies.items()}
    return [shop.dead_letter(source, source=source, **told.get(source, {})) for source in DeadLetterSource]


def replaying(world: World) -> Callable[[], object]:
    """Letters sent back into every queue."""
    shop = world.shop()
    letters = letters_of_every_kind(shop)
    (operation,) = (each for each in KEYED if each.name == "deadLetters.replay")
    asked = {"authorizer": {"lambda": identify(world.runtime, shop.api_key)}}

    def replay() -> None:
        for letter in letters:
            event = {
                "headers": {"content-type": "application/json", "idempotency-key": letter},
                "pathParameters": {"dead_letter_id": letter},
                "requestContext": asked,
            }
            answered(operation, event, process(world), operation.status)

    return replay


def keeping_letters(world: World) -> Callable[[], object]:
    """A letter of a merchant, and one of nobody."""
    shop = world.shop()
    bodies = [json.dumps({"merchantId": merchant_id, "mode": "test"}) for merchant_id in (shop.merchant_id, "nobody")]
    records = [
        {
            "messageId": f"m{number}",
            "body": body,
            "attributes": {"SentTimestamp": "1772445600000", "ApproximateReceiveCount": "5"},
            "eventSourceARN": f"arn:{DeadLetterSource.DELIVERIES}",
        }
        for number, body in enumerate(bodies)
    ]

    def keep() -> None:
        with patch.object(keep_dead_letters, "process_runtime", lambda: process(world)):
            assert keep_dead_letters.handler({"Records": records}, None) == {"batchItemFailures": []}

    return keep


def moving_the_clock(world: World) -> Callable[[], object]:
    """Over a renewal, and over the next try of a delivery that failed; nobody takes it from its queue here."""
    shop, _ = due_subscription(world)
    shop.webhook("order.created")
    world.receivers.always["https://hooks.example.com/flint"] = BROKEN
    shop.order()
    world.deliver()
    event = {
        "headers": {"content-type": "application/json", "idempotency-key": "k"},
        "body": json.dumps({"seconds": 60}),
        "requestContext": {"authorizer": {"lambda": identify(world.runtime, shop.api_key)}},
    }
    (operation,) = (each for each in KEYED if each.name == "sandbox.advanceClock")
    return lambda: answered(operation, event, process(world), operation.status)


def finding_subscriptions(world: World) -> Callable[[], object]:
    """What is due, counted for its merchant."""
    due_subscription(world)
    runtime = process(world)
    return lambda: billing_runs.begin(runtime, f"run_{'0' * 26}", billing_runs.find(runtime))


def billing_a_subscription(world: World) -> Callable[[], object]:
    """A renewal, charged to a saved card."""
    shop, made = due_subscription(world)
    due = billing_runs.DueSubscription(Tenant(shop.merchant_id, "test"), made)
    return partial(billing_runs.bill_one, process(world), due, LOG)


def recording_a_run(world: World) -> Callable[[], object]:
    """What a run has done."""
    shop, _ = due_subscription(world)
    results = [(Tenant(shop.merchant_id, "test"), BillingCounts(orders_made=1))]
    return partial(billing_runs.finish, process(world), f"run_{'0' * 26}", results)


def checkout(world: World) -> Buyer:
    """A page whose order is taxed by Stripe Tax and has a coupon whose uses are counted."""
    shop = world.shop()
    shop.call("settings.update", {"taxProvider": "stripe_tax"})
    order = shop.order()
    shop.call("orders.applyTax", {"taxAddress": TAXED_AT}, order_id=order["id"])
    limited_coupon(shop, order["id"])
    terms = {"allowTip": True, "allowCoupon": True, "orderId": order["id"]}
    return Buyer(world, shop.checkout(**terms)["url"])


def visiting(world: World, steps: Sequence[tuple[str, Json]]) -> Callable[[], object]:
    """Some of a page's forms, or the page itself, in a process of its own."""
    buyer = checkout(world)
    buyer.process = process(world)

    def work() -> None:
        for step, fields in steps:
            form = {**buyer.page.forms.get(step, {}), **fields}
            answer = buyer.ask("POST" if step else "GET", step, form=form)
            notice = answer["headers"].get("location", "").partition("?n=")[2]
            assert (answer["statusCode"] in {200, 303}, notice) == (True, ""), answer

    return work


def visiting_a_link(world: World, work: Callable[[LinkVisitor], object]) -> Callable[[], object]:
    """A payment link's page, in a process of its own."""
    visitor = LinkVisitor(world, world.shop().payment_link(maxCompletions=5)["url"])
    visitor.process = process(world)
    return partial(work, visitor)


def mailing_an_invoice(world: World) -> Callable[[], object]:
    """An invoice that was sent."""
    shop = world.shop()
    invoice = shop.call("invoices.send", {}, invoice_id=shop.invoice()["id"]).data
    ctx = Context(Tenant(shop.merchant_id, "test"), process(world))
    ctx.runtime.mailer_for = None
    asked = MailAsked("evt_1", invoice["id"], world.clock.now())
    return partial(mail, ctx, asked, "invoices@example.com", lambda _: b"")


def reading_a_pdf(world: World) -> Callable[[], object]:
    """An invoice by the address of its file."""
    shop = world.shop()
    invoice_id = shop.call("invoices.issue", invoice_id=shop.invoice()["id"]).data["id"]
    url = shop.call("invoices.getPdf", invoice_id=invoice_id).data["url"]
    event = {"pathParameters": {"token": url.split("/")[-2]}}
    return lambda: routing.answered(show_invoice_pdf, event, process(world))["isBase64Encoded"]


def reading_a_credit_note(world: World) -> Callable[[], object]:
    """A credit note by the address of its file."""
    shop = world.shop()
    invoice = shop.call("invoices.issue", invoice_id=shop.invoice()["id"]).data
    shop.pay(invoice["orderId"])
    note_id = shop.refund(invoice["orderId"]).data["creditNoteId"]
    url = shop.call("creditNotes.getPdf", credit_note_id=note_id).data["url"]
    event = {"pathParameters": {"token": url.split("/")[-2]}}
    return lambda: routing.answered(show_credit_note_pdf, event, process(world))["isBase64Encoded"]


def visiting_an_invoice(world: World, work: Callable[[Debtor], object]) -> Callable[[], object]:
    """An issued invoice's page, in a process of its own."""
    shop = world.shop()
    invoice = shop.invoice()
    shop.call("invoices.issue", invoice_id=invoice["id"])
    debtor = Debtor(world, shop.call("invoices.get", invoice_id=invoice["id"]).data["hostedInvoiceUrl"])
    debtor.process = process(world)
    return partial(work, debtor)


def making_a_merchant(world: World) -> Callable[[], object]:
    """A merchant with its first keys."""
    return partial(create, process(world), CreateMerchant(name="x"))


def serving_agents(world: World) -> Callable[[], object]:
    """Tools of every kind: what reads, lists, asks Stripe Tax, counts and takes money."""
    shop = world.shop()
    shop.call("settings.update", {"taxProvider": "stripe_tax"})
    order_id = shop.order()["id"]
    limited_coupon(shop, order_id)
    order = {"orderId": order_id}
    calls: list[tuple[str, Json]] = [
        ("orders_list", {}),
        ("orders_listActivities", order),
        ("orders_applyTax", {**order, "taxAddress": {**TAXED_AT, "postalCode": "10002"}}),
        ("webhookEndpoints_sendTest", {"webhookEndpointId": shop.webhook()["id"]}),
        *(("deadLetters_replay", {"deadLetterId": letter}) for letter in letters_of_every_kind(shop)),
        ("orders_pay", {**order, "paymentSourceToken": "tok_visa", "idempotencyKey": "k"}),
    ]
    context_ = {"authorizer": {"lambda": identify(world.runtime, shop.api_key)}}

    def call() -> None:
        for name, arguments in calls:
            params = {"name": name, "arguments": arguments}
            message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
            answer = serve({"body": json.dumps(message), "requestContext": context_}, process(world), TOOLS)
            assert not json.loads(answer["body"])["result"]["isError"], answer["body"]

    return call


def failing_webhooks(world: World) -> Shop:
    """A shop with two endpoints, one of them known to fail, and events for them on the bus."""
    shop = world.shop()
    urls = [shop.webhook("order.created", url=f"https://{n}.example.com/")["url"] for n in (1, 2)]
    world.receivers.always[urls[0]] = BROKEN
    shop.order()
    world.deliver()
    shop.order()
    return shop


def fanning_out(world: World) -> Callable[[], object]:
    """An event for an endpoint that is well and one that is not."""
    shop = failing_webhooks(world)
    world.publish()
    event = shop.call("events.list", query={"eventType": "order.created"}).data[0]
    return partial(fan_out, Context(Tenant(shop.merchant_id, "test"), process(world)), event["id"], "order.created")


def trying(world: World, work: Callable[[Context, Asked], object]) -> Callable[[], object]:
    """A first try that fails."""
    shop = failing_webhooks(world)
    world.spread()
    asked = Asked.of_message(world.deliveries.queues[True].popleft())
    return partial(work, Context(Tenant(shop.merchant_id, "test"), process(world)), asked)


def overdue(world: World) -> Callable[[], object]:
    """A delivery whose schedule is gone."""
    failing_webhooks(world)
    world.clock.advance(hours=1)
    return partial(sweep_deliveries, process(world), LOG)


def refusing(_: World) -> Callable[[], object]:
    """A request that is no operation."""
    return partial(refuse_unknown_route, {"rawPath": "/", "requestContext": {"http": {"method": "GET"}}}, None)


def reading_docs(world: World) -> Callable[[], object]:
    """The first page of /docs, in a process of its own."""
    return lambda: routing.answered(show_docs, {}, process(world))["body"]


RUNS: dict[str, Run] = {
    **{logical_id(each.name): partial(asking, operation=each) for each in KEYED},
    **{logical_id(each.name): partial(asking_openly, operation=each) for each in PUBLIC},
    "Authorize": authorizing,
    "SandboxAdvanceClock": moving_the_clock,
    "DeadLettersReplay": replaying,
    "KeepDeadLetters": keeping_letters,
    "FindDueSubscriptions": finding_subscriptions,
    "BillSubscription": billing_a_subscription,
    "RecordBillingRun": recording_a_run,
    "ChangeCheckout": partial(visiting, steps=[("remove-coupon", {"code": "LIMITED"})]),
    "PayCheckout": partial(visiting, steps=[("pay", {"email": "ada@example.com", "token": "tok_visa"})]),
    "MailInvoices": mailing_an_invoice,
    "ShowInvoicePdf": reading_a_pdf,
    "ShowCreditNotePdf": reading_a_credit_note,
    "ShowCheckout": partial(visiting, steps=[("", {})]),
    "ShowPaymentLink": partial(visiting_a_link, work=lambda visitor: visitor.look()),
    "StartPaymentLink": partial(visiting_a_link, work=lambda visitor: visitor.choose()),
    "ShowInvoice": partial(visiting_an_invoice, work=lambda debtor: debtor.look()),
    "PayInvoice": partial(visiting_an_invoice, work=lambda debtor: debtor.pay()),
    "ShowQrCode": partial(visiting_a_link, work=lambda visitor: visitor.qr_code("svg")),
    "CreateMerchant": making_a_merchant,
    "PublishEvents": publishing,
    "RefuseUnknownRoutes": refusing,
    "ServeMcp": serving_agents,
    "ShowDocs": reading_docs,
    "ReconcilePayments": partial(lost_payment, work=lambda runtime: reconcile_all(runtime, LOG)),
    "FanOutEvents": fanning_out,
    "DeliverWebhook": partial(trying, work=try_first),
    "RetryWebhook": partial(trying, work=make_try),
    "SweepDeliveries": overdue,
    "SettlePayments": partial(lost_payment, work=lambda runtime: sweep(runtime, LOG)),
}
"""By the function's logical id: what makes ready in a world of its own, and gives what is to be recorded."""


def granted(resources: Json, role: str) -> Calls:
    """What a role may do, but for writing logs."""
    properties = resources[role]["Properties"]
    named = [resources[each["Ref"]]["Properties"] for each in properties["ManagedPolicyArns"]]
    documents = [each["PolicyDocument"] for each in (*named, *properties.get("Policies", []))]
    statements = [statement for document in documents for statement in document["Statement"]]
    return {
        (action, target(resource))
        for statement in statements
        for action in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
        if action not in LOGGING
    }


def target(resource: Any) -> str:
    """A resource as the calls name it: `Table`, `Table/index`, `StripeSecret`, `*`."""
    if isinstance(resource, str):
        return resource
    if "Fn::Sub" in resource:
        return str(resource["Fn::Sub"]).replace("${Table.Arn}/index/*", "Table/index")
    if "Ref" in resource:
        return str(resource["Ref"])
    name, _, attribute = ".".join(resource["Fn::GetAtt"]).partition(".")
    return name if attribute in {"Arn", "Id"} else f"{name}.{attribute}"


def roles(resources: Json) -> dict[str, set[str]]:
    """The functions that run under each role."""
    found: dict[str, set[str]] = {}
    for name, function in of_type(resources, "AWS::Lambda::Function").items():
        found.setdefault(function["Role"]["Fn::GetAtt"][0], set()).add(name)
    return found


@pytest.fixture(scope="module")
def resources(recorded: dict[str, Calls]) -> Json:
    """The template's resources by logical id."""
    return resources_of_template()


def test_every_function_was_run(recorded: dict[str, Calls], resources: Json) -> None:
    """A function that is not among those that run here has no rights that are proven."""
    assert set(of_type(resources, "AWS::Lambda::Function")) == set(recorded)


def test_every_call_is_granted(recorded: dict[str, Calls], resources: Json) -> None:
    """No function calls what its role lacks: named by role, function and call."""
    missing = {
        (role, function, call)
        for role, functions in roles(resources).items()
        for function in functions
        for call in recorded[function] - granted(resources, role)
    }
    assert not missing


def test_every_grant_is_used(recorded: dict[str, Calls], resources: Json) -> None:
    """No role grants what none of its functions calls; what Lambda itself does under a role is listed above."""
    unused = {
        (role, grant)
        for role, functions in roles(resources).items()
        for grant in granted(resources, role) - BY_LAMBDA - set().union(*(recorded[each] for each in functions))
    }
    assert not unused
