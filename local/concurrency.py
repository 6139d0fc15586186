"""How much is worked on at once: here, every function that runs at once is a process to start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.deployment import STACK

if TYPE_CHECKING:
    from local.aws import Aws

MESSAGES_AT_ONCE = 2
"""The least that a mapping may say. On AWS each call has a processor of its own; here all share this machine's."""

RETRIES_AT_ONCE = 4
"""Schedules that began together wake up together; who finds no room is tried again by the state machine."""


def bound(aws: Aws) -> None:
    """Let each queue's worker, and the function of retries, run that often at once, whatever the template allows.

    A burst would otherwise start as many processes as there are messages, each for a second of processor time: all of
    them together take half a minute, and the first message waits for the last process.
    """
    for mapping in aws.functions.list_event_source_mappings()["EventSourceMappings"]:
        if ":sqs:" in mapping["EventSourceArn"]:
            scaling = {"MaximumConcurrency": MESSAGES_AT_ONCE}
            aws.functions.update_event_source_mapping(UUID=mapping["UUID"], ScalingConfig=scaling)
    found = aws.cloudformation.describe_stack_resource(StackName=STACK, LogicalResourceId="RetryWebhook")
    retries = found["StackResourceDetail"]["PhysicalResourceId"]
    aws.functions.put_function_concurrency(FunctionName=retries, ReservedConcurrentExecutions=RETRIES_AT_ONCE)
