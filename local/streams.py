"""Streams of the table after a restart of the emulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local.aws import Aws

KEPT = (
    "EventSourceArn",
    "BatchSize",
    "StartingPosition",
    "FilterCriteria",
    "DestinationConfig",
    "BisectBatchOnFunctionError",
    "MaximumRetryAttempts",
    "FunctionResponseTypes",
)


def begin_anew(aws: Aws) -> None:
    """Let functions read the table's stream from its beginning, which is that of this start.

    The emulator keeps how far a function has read, but not the stream: it would wait until as much has changed again,
    and no event would be told until then. A mapping that is made anew begins at the stream's begin.
    """
    for mapping in aws.functions.list_event_source_mappings()["EventSourceMappings"]:
        if ":dynamodb:" in mapping["EventSourceArn"]:
            settings = {name: mapping[name] for name in KEPT if mapping.get(name) is not None}
            aws.functions.delete_event_source_mapping(UUID=mapping["UUID"])
            aws.functions.create_event_source_mapping(FunctionName=mapping["FunctionArn"], **settings)
