"""The table of template.yaml on moto's DynamoDB."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from botocore.session import get_session
from samtranslator.yaml_helper import yaml_parse

from commerce.edge.publishing import entries_of

Json = dict[str, Any]

TABLE = "flint"
TEMPLATE = Path(__file__).parents[1] / "template.yaml"


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
