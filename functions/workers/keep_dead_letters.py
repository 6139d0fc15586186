"""From the queues of dead letters: a row for each whose merchant is known, the others into the operator's queue."""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from botocore.exceptions import BotoCoreError, ClientError

from commerce.domain import errors
from commerce.domain.dead_letter_kinds import DeadLetterSource
from commerce.edge.parking import ParkingQueue
from commerce.edge.runtime import process_runtime
from commerce.usecases.dead_letters import Arrived, keep
from commerce.webhooks.dispatching import REPLAY_OF

logger = Logger(service="flint")
metrics = Metrics(namespace="Flint", service="flint")

OPERATORS = ParkingQueue("DEAD_LETTERS_QUEUE")


@metrics.log_metrics
def handler(batch: dict[str, Any], _: object) -> dict[str, Any]:
    """Keep these letters; those for which that is not certain stay in their queue and come again."""
    failed = [message["messageId"] for message in batch["Records"] if not _kept(message)]
    metrics.add_metric(name="DeadLetters", unit=MetricUnit.Count, value=len(batch["Records"]))
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in failed]}


def _kept(message: Mapping[str, Any]) -> bool:
    arrived = arrived_of(message)
    try:
        owner = keep(process_runtime(), arrived)
        if owner is None:
            OPERATORS.put(json.dumps({"source": arrived.source, "body": arrived.body}))
    except (errors.Unavailable, BotoCoreError, ClientError) as error:
        logger.warning("dead_letter_not_kept", message_id=arrived.message_id, reason=repr(error.__cause__ or error))
        return False
    merchant_id = None if owner is None else owner.merchant_id
    logger.error("dead_letter", message_id=arrived.message_id, source=arrived.source, merchant_id=merchant_id)
    return True


def arrived_of(message: Mapping[str, Any]) -> Arrived:
    """The letter of a record that Lambda took from a queue; which queue that is, the stack says."""
    said = {name: each.get("stringValue") for name, each in message.get("messageAttributes", {}).items()}
    attributes = message["attributes"]
    sources = {os.environ[f"DEAD_{source.name}_ARN"]: source for source in DeadLetterSource}
    return Arrived(
        source=sources[message["eventSourceARN"]],
        message_id=message["messageId"],
        body=message["body"],
        sent_at=datetime.fromtimestamp(int(attributes["SentTimestamp"]) / 1000, UTC),
        receive_count=int(attributes["ApproximateReceiveCount"]),
        error=said.get("ERROR_CODE"),
        replay_of=said.get(REPLAY_OF),
    )
