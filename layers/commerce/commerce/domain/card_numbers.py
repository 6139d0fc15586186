"""Does this text hold a card number? Flint has no use for one, anywhere, so none is let in.

A number counts if all of this is true:
- it has 13 to 19 digits, in one run or in groups as cards print them (`4242 4242 4242 4242`, also with dashes or dots);
- no letter or further digit touches it, so that ids, ULIDs, UUIDs and hashes pass; nor does a `+` stand before it, as
  before a phone number, nor a decimal point;
- it begins like a card scheme and has a length which that scheme issues;
- its last digit is the Luhn check digit of the others;
- it is no EAN-13: an article number of 13 digits begins with 4 as an old Visa does, and has a check digit of its own.

One number in ten passes Luhn by chance. What keeps the false alarms rare is the scheme and its lengths: the present
milliseconds and microseconds, IMEIs, SIM numbers, Amazon's order numbers and social networks' ids are none of them.
A number that is hidden on purpose, between letters or over two fields, is not found; no rule could.
Source: ISO/IEC 7812-1 (Luhn) and the ranges that the schemes publish.
"""

import re
import unicodedata

LIKELY = re.compile(r"\d(?:[\s.\-\u2010-\u2015]?\d){12}")
"""Whatever holds no match of this holds no card number: the quick look before the slow one."""

_GAP = r"[\s.\-\u2010-\u2015]"
CANDIDATE = re.compile(
    r"(?<![^\W_])(?<!\+)(?<!\d[.,])(?=("
    r"\d{13,19}"
    rf"|\d{{4}}({_GAP})\d{{4}}\2\d{{4}}\2\d{{1,4}}(?:\2\d{{1,3}})?"  # 4-4-4-4, 4-4-4-1, 4-4-4-4-3
    rf"|\d{{4}}({_GAP})\d{{6}}\3\d{{4,5}}"  # American Express, Diners Club
    rf"|\d{{6}}({_GAP})\d{{7,13}}"  # UnionPay, Maestro
    r")(?![^\W_]))"
)
"""Found at each place where one may begin: a number may follow another."""

SCHEMES: tuple[tuple[range, frozenset[int]], ...] = (
    (range(400_000, 500_000), frozenset({13, 16, 19})),  # Visa
    (range(510_000, 560_000), frozenset({16})),  # Mastercard
    (range(222_100, 272_100), frozenset({16})),  # Mastercard
    (range(340_000, 350_000), frozenset({15})),  # American Express
    (range(370_000, 380_000), frozenset({15})),  # American Express
    (range(300_000, 306_000), frozenset({14, 16})),  # Diners Club
    (range(360_000, 370_000), frozenset({14, 16})),  # Diners Club
    (range(380_000, 400_000), frozenset({14, 16})),  # Diners Club
    (range(601_100, 601_200), frozenset({16, 19})),  # Discover
    (range(644_000, 660_000), frozenset({16, 19})),  # Discover
    (range(352_800, 359_000), frozenset(range(16, 20))),  # JCB
    (range(620_000, 630_000), frozenset(range(16, 20))),  # UnionPay
    (range(810_000, 820_000), frozenset(range(16, 20))),  # UnionPay
    (range(220_000, 220_500), frozenset(range(16, 20))),  # Mir
    (range(508_500, 509_000), frozenset({16})),  # RuPay
    (range(606_900, 609_000), frozenset({16})),  # RuPay
    (range(979_200, 979_300), frozenset({16})),  # Troy
    (range(501_800, 501_900), frozenset(range(13, 20))),  # Maestro, here and below
    (range(502_000, 502_100), frozenset(range(13, 20))),
    (range(503_800, 503_900), frozenset(range(13, 20))),
    (range(589_300, 589_400), frozenset(range(13, 20))),
    (range(630_400, 630_500), frozenset(range(13, 20))),
    (range(675_900, 676_400), frozenset(range(13, 20))),
)
"""First six digits, and how many digits such numbers have."""


def holds_card_number(text: str) -> bool:
    """True if somewhere in the text stands what looks like a card number; digits of any script count."""
    if LIKELY.search(text) is None:
        return False
    return any(_is_card_number(found.group(1)) for found in CANDIDATE.finditer(text))


def _is_card_number(candidate: str) -> bool:
    """True for the candidate, or for it without its last groups: an expiry or a security code may follow."""
    groups = re.split(_GAP, candidate)
    written = ["".join(groups[:end]) for end in range(1, len(groups) + 1)]
    return any(_is_one([unicodedata.digit(digit) for digit in digits]) for digits in written)


def _is_one(digits: list[int]) -> bool:
    return _is_issued(digits) and _passes_luhn(digits) and not _is_article_number(digits)


def _is_issued(digits: list[int]) -> bool:
    """True if a scheme issues numbers that begin so and have this length."""
    beginning = int("".join(map(str, digits[:6])))
    return any(beginning in prefixes and len(digits) in lengths for prefixes, lengths in SCHEMES)


def _passes_luhn(digits: list[int]) -> bool:
    doubled = [digit if index % 2 == 0 else sum(divmod(2 * digit, 10)) for index, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def _is_article_number(digits: list[int]) -> bool:
    """True for an EAN-13. Source: GS1 General Specifications, check digit of weights 1 and 3."""
    weighted = sum(digit * (3 if index % 2 else 1) for index, digit in enumerate(digits))
    return len(digits) == 13 and weighted % 10 == 0
