"""A handler as most are written: the resource, the SDK, the resolver and every model, whatever the operation needs."""

import os
from typing import Any

import boto3  # type: ignore[import-untyped]  # it ships no types
import stripe
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.typing import LambdaContext

from tests.bench.naive.commands import CreateOrder, OrderAnswer, PayOrder

logger = Logger(service="orders")
tracer = Tracer(service="orders")
metrics = Metrics(namespace="Orders", service="orders")
app = APIGatewayHttpResolver(enable_validation=True)

table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
stripe_client = stripe.StripeClient(os.environ.get("STRIPE_SECRET_KEY", "sk_test_naive"))
answers = DynamoDBPersistenceLayer(table_name=os.environ["TABLE_NAME"])
once = IdempotencyConfig(event_key_jmespath="idempotencyKey")


@app.post("/v1/orders")
def create_order(body: CreateOrder) -> OrderAnswer:
    """Make an order."""
    answer: OrderAnswer = _create(body=body)
    return answer


@app.post("/v1/orders/<order_id>/pay")
def pay_order(order_id: str, body: PayOrder) -> OrderAnswer:
    """Pay an order."""
    raise NotImplementedError(_charge(order_id, body))


def _charge(order_id: str, body: PayOrder) -> stripe.PaymentIntent:
    return stripe_client.v1.payment_intents.create(
        {
            "amount": 1,
            "currency": "usd",
            "payment_method": body.payment_source_token or "",
            "metadata": {"order": order_id},
        }
    )


@idempotent_function(data_keyword_argument="body", persistence_store=answers, config=once)  # type: ignore[untyped-decorator]  # the library's own
def _create(*, body: CreateOrder) -> OrderAnswer:
    raise NotImplementedError(body)


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer API Gateway."""
    return app.resolve(event, context)
