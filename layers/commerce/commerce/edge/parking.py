"""Stream records that nothing can be made of: put aside, so that they hold up nobody, and told of by an alarm."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from commerce.store.table import session
from commerce.webhooks.dispatching import REPLAY_OF


class Parking(Protocol):
    """Where such records go."""

    def put(self, message: str, replay_of: str | None = None) -> None:
        """Keep a message. replay_of: the dead letter that it was before.

        Raises BotoCoreError or ClientError if that is not certain.
        """
        ...


@dataclass(frozen=True, slots=True)
class ParkingQueue:
    """A queue of dead letters, each of which an alarm tells; no client is made until one is needed.

    variable: the environment's, which has its address.
    """

    variable: str = "DEAD_CHANGES_QUEUE"

    def put(self, message: str, replay_of: str | None = None) -> None:
        """One SendMessage call."""
        client: Any = session().create_client("sqs")
        said = {} if replay_of is None else {REPLAY_OF: {"DataType": "String", "StringValue": replay_of}}
        client.send_message(QueueUrl=os.environ[self.variable], MessageBody=message, MessageAttributes=said)


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
        parking.put(json.dumps(kept), record.get("replayOf"))
    except (BotoCoreError, ClientError) as lost:
        log.warning("stream_record_not_parked", row=kept["row"], reason=repr(lost))
        return False
    return True
