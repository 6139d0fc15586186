"""Every sentence that pages say is there in every language that they speak."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from commerce.pages import checkout, checkout_forms, checkout_trial, invoice, payment_link
from commerce.pages.words import ENGLISH, LANGUAGES, SPOKEN, Words, sentences_of

OTHERS = sorted(SPOKEN - {ENGLISH})
FIXED = {"This page has expired", "This page was closed", "This is not on sale any more"}
"""Sentences that are chosen before they are said."""


def said() -> set[str]:
    """The sentences of all pages: those that are said where they stand, and those of tables."""
    tables = [*checkout.DECLINES.values(), checkout.DECLINED, *checkout.NOTICES.values()]
    tables += [*checkout.TO_CONFIRM, *checkout.IN_PROGRESS]
    tables += [each for pair in checkout_trial.SAID.values() for each in pair]
    tables += [each for pair in checkout_forms.RENEWALS.values() for each in pair]
    tables += [*payment_link.NOTICES.values(), *payment_link.OVER.values()]
    tables += invoice.NOTICES.values()
    tables += [card.does for card in checkout_forms.TEST_CARDS]
    modules = LANGUAGES.parent.glob("*.py")
    return FIXED | set(tables) | {sentence for module in modules for sentence in said_in(module)}


def said_in(module: Path) -> Iterator[str]:
    """What `say("…")` and `….words("…")` have as their first argument."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            function = ast.unparse(node.func)
            if (function == "say" or function.endswith("words")) and isinstance(node.args[0].value, str):
                yield node.args[0].value


def names_in(sentence: str) -> list[str]:
    """The values that a sentence asks for."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


def test_pages_say_something() -> None:
    """The search finds what there is."""
    assert {"Total", "Pay {amount}", checkout.DECLINED} <= said()


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_there_and_no_other(language: str) -> None:
    """What is not said any more is not kept."""
    assert set(sentences_of(language)) == said()


@pytest.mark.parametrize("language", OTHERS)
def test_sentences_ask_for_the_same_values(language: str) -> None:
    """No name, amount or date gets lost in another language."""
    assert [each for each, other in sentences_of(language).items() if names_in(each) != names_in(other)] == []


def test_every_language_has_its_file() -> None:
    """And every file is spoken."""
    assert sorted(path.stem for path in LANGUAGES.iterdir()) == OTHERS


def test_unknown_language_is_answered_in_english() -> None:
    """HTML says so too."""
    assert (Words("tlh").language, Words("tlh")("Pay {amount}", amount="5")) == ("en", "Pay 5")


def test_values_are_taken_as_they_are() -> None:
    """Braces in a name are the name's own."""
    assert Words("de")("Pay {seller}", seller="{0} & {seller}") == "{0} & {seller} bezahlen"
