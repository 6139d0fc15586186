"""What operations answer when they do what they are asked to is what their description says, strictly."""

from __future__ import annotations

import pytest

from commerce.edge.operation import Operation
from tests.contract.asking import KEYED, MUTATIONS, PUBLIC, ask, named, prepare
from tests.shop import Shop


@pytest.fixture
def prepared(shop: Shop, operation: Operation) -> dict[str, str]:
    """Identifiers of something to ask about."""
    return prepare(shop, operation)


@pytest.mark.parametrize("operation", KEYED, ids=named)
def test_success_is_as_described(shop: Shop, prepared: dict[str, str], operation: Operation) -> None:
    """The example's request succeeds with the declared status, and no undeclared field; so does its repetition."""
    answers = [ask(shop, operation, prepared, key="k" if operation.mutates else None) for _ in range(2)]
    assert [answer.status for answer in answers] == [operation.status] * 2, answers[0].text


@pytest.mark.parametrize("operation", MUTATIONS, ids=named)
def test_dry_run_is_as_described(shop: Shop, prepared: dict[str, str], operation: Operation) -> None:
    """A dry run answers in the same form."""
    assert ask(shop, operation, prepared, query={"dryRun": "true"}).body["meta"] == {"dryRun": True}


@pytest.mark.parametrize("operation", [each for each in PUBLIC if not each.signed], ids=named)
def test_public_operation_answers_without_a_key(shop: Shop, operation: Operation) -> None:
    """About the API itself anybody may ask."""
    assert shop.with_key(None).call(operation.name).status == 200
