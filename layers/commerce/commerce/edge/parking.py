"""Stream records that nothing can be made of: put aside, so that they hold up nobody, and told of by an alarm."""

import json
import os
from collections.abc import Mapping
from typing import Any, Protocol

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from commerce.store.table import session


class Parking(Protocol):
    """Where such records go."""

    def put(self, message: str) -> None:
        """Keep a message. Raises BotoCoreError or ClientError if that is not certain."""
        ...


class ParkingQueue:
    """The stack's queue of dead letters, whose alarm tells of every message; no client is made until one is needed."""

    def put(self, message: str) -> None:
        """One SendMessage call."""
        client: Any = session().create_client("sqs")
        client.send_message(QueueUrl=os.environ["DEAD_LETTERS_URL"], MessageBody=message)


def park(record: Mapping[str, Any], error: Exception, parking: Parking, log: Logger) -> bool:
    """Put a record aside by its row's key; the row itself stays where it is. False: it could not be put there."""
    change = record.get("dynamodb", {})
    image = change.get("NewImage", {})
    kept = {
        "source": "publish_events",
        "row": {name: image.get(name, {}).get("S") for name in ("pk", "sk")},
        "sequenceNumber": change.get("SequenceNumber"),
        "outbox": image.get("outbox", {}).get("S"),
        "reason": type(error).__name__,
    }
    log.error("stream_record_parked", row=kept["row"], reason=kept["reason"])
    try:
        parking.put(json.dumps(kept))
    except (BotoCoreError, ClientError) as lost:
        log.warning("stream_record_not_parked", row=kept["row"], reason=repr(lost))
        return False
    return True
