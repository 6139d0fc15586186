"""What pages say: sentences in English, and instead of them those of the reader's language, where that is known."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

LANGUAGES = Path(__file__).with_name("languages")
"""A file per language: the English sentence, and what is said instead."""

ENGLISH = "en"
SPOKEN = frozenset({ENGLISH, "de", "es", "fr"})


class Words(NamedTuple):
    """Sentences for a reader. wanted: the language that they like best."""

    wanted: str = ENGLISH

    @property
    def language(self) -> str:
        """The language that is spoken: theirs if it is known, else English."""
        return self.wanted if self.wanted in SPOKEN else ENGLISH

    def __call__(self, sentence: str, /, **values: str) -> str:
        """The sentence with values where it has their names in braces. It is text: whoever shows it escapes it."""
        return sentences_of(self.language).get(sentence, sentence).format(**values)


@cache
def sentences_of(language: str) -> Mapping[str, str]:
    """What is said instead of the English sentences; read once per process and language."""
    if language == ENGLISH:
        return {}
    said: dict[str, str] = json.loads((LANGUAGES / f"{language}.json").read_text(encoding="utf-8"))
    return said
