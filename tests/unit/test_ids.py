"""Identifiers: prefix, moment, randomness, and the numbers that people read out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commerce.domain.ids import (
    decode,
    encode,
    first_id_at,
    id_prefix_of_order_number,
    new_id,
    new_ulid,
    order_number,
    series,
)

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_ulid_of_the_specification() -> None:
    """The specification's example: 1469918176385 ms is 01ARYZ6S41."""
    moment = datetime.fromtimestamp(1469918176.385, UTC)
    assert new_ulid(moment)[:10] == "01ARYZ6S41"


@pytest.mark.parametrize("value", [0, 1, 31, 32, 2**80 - 1, 2**80, 2**128 - 1])
def test_decoding_undoes_encoding(value: int) -> None:
    """For the edges of both parts."""
    assert decode(encode(value)) == value


def test_later_ids_sort_later() -> None:
    """By the millisecond."""
    ids = [new_id("ord", MOMENT + timedelta(milliseconds=n)) for n in range(20)]
    assert ids == sorted(ids)


def test_ids_of_one_moment_differ() -> None:
    """80 random bits."""
    assert len({new_id("ord", MOMENT) for _ in range(100)}) == 100


def test_first_id_of_a_moment_is_its_lower_edge() -> None:
    """Above all of the millisecond before, below all of this one."""
    edge = first_id_at("ord", MOMENT)
    assert new_id("ord", MOMENT - timedelta(milliseconds=1)) < edge <= new_id("ord", MOMENT)


def test_series_follows_its_seed_one_by_one() -> None:
    """Also over the end of a letter."""
    seed = f"ord_{'0' * 25}Z"
    assert series("li", seed, 0, 2) == [f"li_{'0' * 24}10", f"li_{'0' * 24}11"]


def test_series_goes_on_where_it_stopped() -> None:
    """2 and then 1 are the same as 3."""
    seed = new_id("ord", MOMENT)
    assert [*series("li", seed, 0, 2), *series("tip", seed, 2, 1)] == [
        *series("li", seed, 0, 3)[:2],
        series("tip", seed, 0, 3)[2],
    ]


def test_order_number_leads_back_to_its_order() -> None:
    """Its prefix is the id's, in either case."""
    order_id = new_id("ord", MOMENT)
    assert order_id.startswith(id_prefix_of_order_number(order_number(order_id).lower()))
