"""Laws of splitting an amount."""

from itertools import pairwise
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from commerce.domain.allocation import allocate, allocate_growing, allocate_within
from tests.properties.orders import amounts

weight_lists = st.lists(amounts, min_size=1, max_size=12).filter(any)


@given(amounts, weight_lists)
def test_parts_add_up(amount: int, weights: list[int]) -> None:
    """Nothing is lost and nothing is made."""
    assert sum(allocate(amount, weights)) == amount


@given(amounts, weight_lists)
def test_every_part_is_its_exact_share_rounded_down_or_up(amount: int, weights: list[int]) -> None:
    """So no part is a whole unit away from what is fair, and a zero weight gets nothing."""
    for part, weight in zip(allocate(amount, weights), weights, strict=True):
        assert abs(part * sum(weights) - amount * weight) < sum(weights)
        assert part == 0 or weight


@given(amounts, weight_lists)
def test_a_larger_weight_never_gets_less(amount: int, weights: list[int]) -> None:
    """And of equal weights the earlier one never gets less."""
    parts = allocate(amount, weights)
    ranked = sorted(range(len(weights)), key=lambda position: (-weights[position], position))
    assert all(parts[first] >= parts[second] for first, second in pairwise(ranked))


@given(amounts, weight_lists, st.integers(1, 1000))
def test_only_the_proportions_of_the_weights_count(amount: int, weights: list[int], factor: int) -> None:
    """The weights' unit is of no account."""
    assert allocate(amount, [weight * factor for weight in weights]) == allocate(amount, weights)


@given(amounts, weight_lists, st.randoms(use_true_random=False))
def test_parts_move_with_their_weights_when_no_remainders_tie(amount: int, weights: list[int], random: Random) -> None:
    """Only a tie looks at positions."""
    remainders = [amount * weight % sum(weights) for weight in weights]
    assume(len(set(remainders)) == len(remainders))
    places = list(range(len(weights)))
    random.shuffle(places)
    parts = allocate(amount, weights)
    assert allocate(amount, [weights[place] for place in places]) == [parts[place] for place in places]


@given(amounts, st.lists(st.tuples(amounts, amounts), max_size=10))
def test_limited_parts_give_what_there_is_room_for(amount: int, weighted: list[tuple[int, int]]) -> None:
    """The parts add up to the amount or to the room, and none exceeds its limit."""
    weights, limits = [weight for weight, _ in weighted], [limit for _, limit in weighted]
    parts = allocate_within(amount, weights, limits)
    assert sum(parts) == min(amount, sum(limit for weight, limit in weighted if weight))
    assert all(0 <= part <= limit for part, limit in zip(parts, limits, strict=True))
    assert all(part == 0 or weight for part, weight in zip(parts, weights, strict=True))


@given(amounts, weight_lists)
def test_limits_that_do_not_bind_change_nothing(amount: int, weights: list[int]) -> None:
    """With room for everything the split is the plain one."""
    assert allocate_within(amount, weights, [amount] * len(weights)) == allocate(amount, weights)


@given(weight_lists, st.data())
def test_growing_parts_add_up_and_never_shrink(weights: list[int], data: st.DataObject) -> None:
    """More to split is no less for anyone, down to nothing and up to the weights themselves."""
    less, more = sorted(data.draw(st.lists(st.integers(0, sum(weights)), min_size=2, max_size=2)))
    before, after = allocate_growing(less, weights), allocate_growing(more, weights)
    assert (sum(before), sum(after)) == (less, more)
    assert all(one <= other for one, other in zip(before, after, strict=True))
    assert all(part >= less * weight // sum(weights) for part, weight in zip(before, weights, strict=True))
    assert allocate_growing(sum(weights), weights) == weights


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_growing_parts_grow_by_one_unit_at_a_time(weights: list[int]) -> None:
    """Every step of the amount is one step of one part."""
    splits = [allocate_growing(amount, weights) for amount in range(sum(weights) + 1)]
    for before, after in pairwise(splits):
        assert max(other - one for one, other in zip(before, after, strict=True)) == 1
        assert all(one <= other for one, other in zip(before, after, strict=True))
