"""What a list asks of the database."""

from __future__ import annotations

from typing import Any

from commerce.domain.orders import Order
from commerce.store.keys import Tenant
from commerce.store.lists import Selection, list_entities
from commerce.store.store import Store
from commerce.store.table import Table


class Untouchable(Table):
    """A table that must not be asked."""

    def query(self, *_: Any, **__: Any) -> list[Any]:
        """Refuse, as DynamoDB does where a range ends before it begins."""
        raise AssertionError("this range is empty: the database refuses it")


def test_empty_range_is_not_asked_for() -> None:
    """DynamoDB answers such a range with an error, moto with nothing."""
    store = Store(Tenant("mer_1", "test"), Untouchable())
    nothing = list_entities(store, Order, Selection(low="ord_2", below="ord_1", limit=20))
    assert (nothing.entities, nothing.more_below) == ([], None)
