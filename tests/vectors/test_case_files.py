"""Every case says where it comes from, and every case that is left out says why."""

from tests.vectors.cases import HERE, load

CARRIED = sorted(path.stem for path in HERE.glob("*.json") if path.stem != "not_carried")


def test_cases_have_a_source_and_one_id_each() -> None:
    """Within a file no id stands twice, and no figure stands without its source."""
    for theme in CARRIED:
        cases = load(theme)
        assert len({case["id"] for case in cases}) == len(cases)
        for case in cases:
            assert case["source"]
            assert set(case) == {"id", "source", "input", "expected", "note"}


def test_cases_left_out_have_a_reason_and_are_not_carried_too() -> None:
    """A case is either run or explained."""
    carried = {case["id"].partition("/")[0] for theme in CARRIED for case in load(theme)}
    left_out = load("not_carried")
    assert all(case["reason"] for case in left_out)
    assert carried.isdisjoint({case["id"] for case in left_out})
