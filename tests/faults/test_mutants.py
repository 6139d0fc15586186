import pytest

from tests.faults.mutants import Mutant, caught_after, mutants


@pytest.mark.parametrize("mutant", mutants().values(), ids=mutants())
def test_mistake_is_caught(mutant: Mutant) -> None:
    """A programme that finds nothing is worth something only if it finds what is there."""
    assert caught_after(mutant) is not None
