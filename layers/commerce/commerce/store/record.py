"""The one PynamoDB model: every row of the table has these attributes and no others."""

import os

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model


class ByCreated(GlobalSecondaryIndex["Record"]):
    """All rows of a kind, in the order of their ids, which is the order of creation."""

    class Meta:
        index_name = "by_created"
        projection = KeysOnlyProjection()

    created_pk = UnicodeAttribute(hash_key=True)
    id = UnicodeAttribute(range_key=True)


class ByStatus(GlobalSecondaryIndex["Record"]):
    """All rows of a kind in one status."""

    class Meta:
        index_name = "by_status"
        projection = KeysOnlyProjection()

    status_pk = UnicodeAttribute(hash_key=True)
    id = UnicodeAttribute(range_key=True)


class ByCustomer(GlobalSecondaryIndex["Record"]):
    """All rows of a kind that belong to one customer."""

    class Meta:
        index_name = "by_customer"
        projection = IncludeProjection(["status"])

    customer_pk = UnicodeAttribute(hash_key=True)
    id = UnicodeAttribute(range_key=True)


class Due(GlobalSecondaryIndex["Record"]):
    """Rows that a worker has to look at, sharded, by the moment they fall due; a row that has ended is not in it."""

    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    due_pk = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True)


class Record(Model):
    """A row: one JSON document, packed when long, and as attributes only what conditions and indexes need."""

    class Meta:
        table_name = os.environ.get("TABLE_NAME", "flint")
        connect_timeout_seconds = 1
        read_timeout_seconds = 2
        max_retry_attempts = 3

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = UnicodeAttribute()
    id = UnicodeAttribute(null=True)
    body = UnicodeAttribute(null=True)
    packed = BinaryAttribute(null=True, legacy_encoding=False)
    version = NumberAttribute(null=True)
    status = UnicodeAttribute(null=True)
    uses = NumberAttribute(null=True)
    max_uses = NumberAttribute(null=True)
    quantity = NumberAttribute(null=True)
    enforced = BooleanAttribute(null=True)
    low_at = NumberAttribute(null=True)
    outbox = UnicodeAttribute(null=True)
    expires_at = NumberAttribute(null=True)
    created_pk = UnicodeAttribute(null=True)
    status_pk = UnicodeAttribute(null=True)
    customer_pk = UnicodeAttribute(null=True)
    due_pk = UnicodeAttribute(null=True)
    due_at = UnicodeAttribute(null=True)

    by_created = ByCreated()
    by_status = ByStatus()
    by_customer = ByCustomer()
    due = Due()
