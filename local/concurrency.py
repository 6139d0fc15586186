"""How many messages of a queue are worked on at once: here, every function that runs at once is a process to start."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local.aws import Aws

AT_ONCE = 2
"""The least that a mapping may say. On AWS each call has a processor of its own; here all share this machine's."""


def bound(aws: Aws) -> None:
    """Let each queue's worker run that often at once, however much the template allows.

    A burst would otherwise start as many processes as there are messages, each for half a second of processor time,
    and the first message would wait for the last process.
    """
    for mapping in aws.functions.list_event_source_mappings()["EventSourceMappings"]:
        if ":sqs:" in mapping["EventSourceArn"]:
            aws.functions.update_event_source_mapping(
                UUID=mapping["UUID"], ScalingConfig={"MaximumConcurrency": AT_ONCE}
            )
