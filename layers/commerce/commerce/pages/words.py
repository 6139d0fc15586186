"""What pages say: sentences in English, and as far as they are there in the reader's language."""

from collections.abc import Mapping
from typing import NamedTuple

TRANSLATED: Mapping[str, Mapping[str, str]] = {"en": {}}
"""By language: the English sentence, and what is said instead."""


class Words(NamedTuple):
    """Sentences for a reader. wanted: the language that they like best."""

    wanted: str = "en"

    @property
    def language(self) -> str:
        """The language that is spoken: theirs if it is known, else English."""
        return self.wanted if self.wanted in TRANSLATED else "en"

    def __call__(self, sentence: str, /, **values: str) -> str:
        """The sentence with values where it has their names in braces. It is text: whoever shows it escapes it."""
        return TRANSLATED[self.language].get(sentence, sentence).format(**values)
