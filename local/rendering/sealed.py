"""Seals of files that others' generators made: whether such a file is current is seen without its generator."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from local.rendering.client_operations import GENERATED


@dataclass(frozen=True)
class Seal:
    """Two lines that tell what a file was made from and what came out, as digests.

    comment: how a comment begins there. generator: its name and version. source: all that the result depends on.
    """

    comment: str
    generator: str
    source: str

    def on(self, result: str) -> str:
        """Put the seal on what the generator made."""
        digests = f"source {_digest(self.source)}, result {_digest(result)}"
        return f"{self.comment} {GENERATED}\n{self.comment} {self.generator}, {digests}\n\n{result}"

    def kept(self, current: str | None) -> str | None:
        """The same text, if it was made from this and nobody edited it; else None."""
        return current if current is not None and current == self.on(current.partition("\n\n")[2]) else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
