"""What operations may send and write, counted: nothing here is timed."""

import pytest

from tests.bench import round_trips, write_units
from tests.bench.capacity import Outcome, outcomes
from tests.bench.item_sizes import item_bytes, number_bytes, units
from tests.bench.round_trips import Row

ORDERS = 30


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Every operation, measured once."""
    return round_trips.measure()


@pytest.fixture(scope="module")
def large_orders() -> list[Outcome]:
    """Orders up to the limits and beyond them."""
    return outcomes()


def test_operations_stay_within_their_round_trips(rows: list[Row]) -> None:
    """Create is one call, get one, a change two, pay and refund three and one of Stripe's, a replay one."""
    assert [row for row in rows if not row.within] == []


def test_requests_reach_nothing_but_the_database_and_stripe(rows: list[Row]) -> None:
    """Events go out through the table's stream: no request waits for the bus."""
    assert [row for row in rows if row.others] == []


def test_round_trips_do_not_grow_with_the_number_of_orders(rows: list[Row]) -> None:
    """The thirtieth order costs what the first did."""
    before = {row.name: (row.database, row.stripe) for row in rows}
    after = {row.name: (row.database, row.stripe) for row in round_trips.measure(orders_before=ORDERS)}
    assert after == {name: before[name] for name in after}


def test_orders_share_no_key_in_their_writes() -> None:
    """Nothing merchant-wide is written with an order: concurrent orders never wait for each other."""
    assert write_units.shared_keys(ORDERS, limited=False) == set()


def test_orders_share_a_limited_coupons_rows_alone() -> None:
    """A coupon with a limit is counted in its two rows, and only there."""
    assert write_units.shared_keys(ORDERS, limited=True) == write_units.LIMITED_COUPON_KEYS


def test_five_calls_and_a_large_change_stay_within_their_write_units() -> None:
    """By AWS's formula, over the rows before and after every transaction."""
    with write_units.opened() as shop:
        flows = {
            name: write_units.total(shop.flow(write_units.FLOWS[name], key=None)) for name in ("2 lines", "20 lines")
        }
        large = write_units.total([shop.change(write_units.LARGE, keyed=True)])
    assert max(flows.values()) <= write_units.MOST_UNITS_OF_FLOW, flows
    assert large <= write_units.MOST_UNITS_OF_LARGE_CHANGE


def test_large_orders_fit_or_are_refused_before_anything_is_written(large_orders: list[Outcome]) -> None:
    """500 lines with realistic texts fit into an item and an answer; what does not fit leaves no row."""
    assert [outcome.case.name for outcome in large_orders if not outcome.within] == []


def test_an_order_that_does_not_fit_is_refused_by_name(large_orders: list[Outcome]) -> None:
    """The caller is told that it is the order's size, in one stable code."""
    assert {outcome.code for outcome in large_orders if outcome.case.refused} == {"INVALID_REQUEST", "ORDER_TOO_LARGE"}


def test_item_sizes_follow_the_published_formula() -> None:
    """Names and values in UTF-8; numbers take a byte per two significant digits and one more."""
    assert item_bytes({"pk": {"S": "é"}, "n": {"N": "1200"}, "b": {"B": b"123"}}) == (2 + 2) + (1 + 2) + (1 + 3)
    assert [number_bytes(text) for text in ("0", "7", "12", "123", "-12", "100")] == [1, 2, 2, 3, 3, 2]


def test_write_units_are_started_kilobytes_of_the_larger_image() -> None:
    """1024 bytes are one unit, 1025 two; a row that shrinks still counts as large as it was."""
    small, large = {"a": {"S": "x" * 1023}}, {"a": {"S": "x" * 1024}}
    assert (units(small), units(large), units(large, small)) == (1, 2, 2)
