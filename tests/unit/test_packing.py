"""Rows that are stored can be read for ever."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from commerce.store.packing import DICTIONARY, pack, unpack

DOCUMENT = b'{"id":"ord_01M82PJV55SQ3XY2C614MTDJWP","currency":"USD","version":1}'


@given(st.binary(max_size=5000))
def test_unpacking_gives_back_what_was_packed(document: bytes) -> None:
    """Packing loses nothing, whatever the document says."""
    assert unpack(pack(document)) == document


def test_document_packed_without_the_dictionary_is_read() -> None:
    """Rows from before the dictionary stay readable."""
    assert unpack(zlib.compress(DOCUMENT)) == DOCUMENT


def test_dictionary_is_the_one_that_stored_rows_name() -> None:
    """A dictionary that changes makes every stored row unreadable: add another one instead."""
    assert zlib.adler32(DICTIONARY) == 849302468


def test_packing_an_order_takes_less_than_plain_deflate() -> None:
    """What most orders say costs next to nothing."""
    assert len(pack(DOCUMENT)) < len(zlib.compress(DOCUMENT, 9))
