"""Where numbers of invoices come from: a row that is read and replaced, in the transaction that issues the invoice."""

from typing import NamedTuple

from commerce.domain.document_numbers import InvoiceCounter
from commerce.store.writes import Create, Replace, Write


class Taken(NamedTuple):
    """A number, and the write that takes it."""

    number: int
    write: Write


def next_number(counter: InvoiceCounter) -> Taken:
    """The number after the last one that was issued. counter: as it was read, version 0 if there is none yet.

    It is never merely counted up: whoever loses the race for a number decides anew and takes the next one, so that a
    transaction that fails leaves no gap.
    """
    following = counter.evolve(issued=counter.issued + 1, version=counter.version + 1)
    write: Write = Create(following) if counter.version == 0 else Replace(following, counter.version)
    return Taken(following.issued, write)
