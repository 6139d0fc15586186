"""Where numbers of documents come from: a row that is read and replaced, in the transaction that issues one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from commerce.domain.document_numbers import InvoiceCounter
from commerce.store.writes import Create, Replace, Write

if TYPE_CHECKING:
    from commerce.domain.credit_notes import CreditNoteCounter


class Taken(NamedTuple):
    """A number, and the write that takes it."""

    number: int
    write: Write


def next_number(counter: InvoiceCounter | CreditNoteCounter) -> Taken:
    """The number after the last one that was issued. counter: as it was read, version 0 if there is none yet.

    It is never merely counted up: whoever loses the race for a number decides anew and takes the next one, so that a
    transaction that fails leaves no gap.
    """
    following = counter.evolve(issued=counter.issued + 1, version=counter.version + 1)
    write: Write = Create(following) if counter.version == 0 else Replace(following, counter.version)
    return Taken(following.issued, write)
