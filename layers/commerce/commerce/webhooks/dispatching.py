"""Work to queues, and schedules to Step Functions."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from commerce.domain import errors

Message = Mapping[str, str | int]

REPLAY_OF = "replayOf"
"""The attribute of a message that names the dead letter which it was before."""


class Dispatch(Protocol):
    """Where deliveries are handed to."""

    def enqueue(self, messages: Sequence[Message], *, slow: bool) -> None:
        """Let these tries be made now. slow: apart from those of endpoints that answer at once.

        Raises StorageUnavailable if it is not known that all are in the queue.
        """
        ...

    def send_back(self, queue: str, body: str, replay_of: str) -> None:
        """Put a dead letter's body into the queue of its source again, such as `changes`.

        replay_of: the letter's id, which goes with it. Raises StorageUnavailable if it is not known to be there.
        """
        ...

    def start(self, name: str, asked: Message) -> None:
        """Start a schedule of retries, once per name, however often that is asked. Raises StorageUnavailable."""
        ...


@dataclass(frozen=True, slots=True)
class AwsDispatch:
    """Amazon SQS and AWS Step Functions."""

    def enqueue(self, messages: Sequence[Message], *, slow: bool) -> None:
        """SendMessage, one by one: most events have one or two takers, and each failure is known for what it is."""
        url = os.environ["SLOW_DELIVERIES_QUEUE" if slow else "DELIVERIES_QUEUE"]
        for message in messages:
            try:
                _client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps(message))
            except (BotoCoreError, ClientError) as error:
                raise _unknown() from error

    def send_back(self, queue: str, body: str, replay_of: str) -> None:
        """SendMessage: the same body, and one attribute."""
        said = {REPLAY_OF: {"DataType": "String", "StringValue": replay_of}}
        url = os.environ[f"{queue.upper()}_QUEUE"]
        try:
            _client("sqs").send_message(QueueUrl=url, MessageBody=body, MessageAttributes=said)
        except (BotoCoreError, ClientError) as error:
            raise _unknown() from error

    def start(self, name: str, asked: Message) -> None:
        """StartExecution; an execution of this name that was started before is this one."""
        client = _client("stepfunctions")
        arn = os.environ["WEBHOOK_DELIVERY_MACHINE"]
        try:
            client.start_execution(stateMachineArn=arn, name=name, input=json.dumps(asked))
        except client.exceptions.ExecutionAlreadyExists:
            return
        except (BotoCoreError, ClientError) as error:
            raise _unknown() from error


@cache
def _client(service: str) -> Any:
    return get_session().create_client(service)


def _unknown() -> errors.StorageUnavailable:
    return errors.StorageUnavailable("The queue of deliveries did not answer in time; try again.")
