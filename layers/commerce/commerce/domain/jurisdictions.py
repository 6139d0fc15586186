"""Where a tax rate applies: countries, states and postal codes, and how closely a place is meant."""

import re
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field, StringConstraints

from commerce.domain.entity import Command

MAX_POSTAL_CODES, MAX_CITY = 200, 120
US_ZIP_DIGITS = 5

CountryCode = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z]{2}$", to_upper=True),
    Field(description="ISO 3166-1 alpha-2.", examples=["US"]),
]
StateCode = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9-]{1,6}$", to_upper=True),
    Field(description="ISO 3166-2, with its country or without: CA and US-CA are one state.", examples=["CA"]),
]
PostalCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9 -]{1,12}$", to_upper=True), Field(examples=["94105"])
]

_RANGE = re.compile(r"([0-9]{1,12})\.\.\.([0-9]{1,12})")
_ONE_OR_PREFIX = re.compile(r"[A-Z0-9 -]{1,12}\*?")


def _meaning(pattern: str) -> str:
    ends = _RANGE.fullmatch(pattern)
    if ends is None and not _ONE_OR_PREFIX.fullmatch(pattern):
        raise ValueError('send a postal code, its beginning with a star ("941*"), or a range ("94100...94199")')
    if ends is not None and (len(ends[1]) != len(ends[2]) or ends[1] > ends[2]):
        raise ValueError("a range of postal codes goes from the lower to the higher one, both of the same length")
    return pattern


PostalCodePattern = Annotated[
    str,
    StringConstraints(max_length=27, to_upper=True),
    AfterValidator(_meaning),
    Field(
        description='A postal code, its beginning with a star ("941*"), or a range of digits ("94100...94199").',
        examples=["94105"],
    ),
]


class Jurisdiction(Command):
    """Where a rate applies; each part that is given narrows it. Without any, it applies only as a default."""

    country: CountryCode | None = None
    state: StateCode | None = None
    postal_codes: Annotated[tuple[PostalCodePattern, ...], Field(max_length=MAX_POSTAL_CODES)] = ()


AddressLine = Annotated[str, StringConstraints(max_length=200)]
TaxId = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9 ./-]*$"),
    Field(description="As the tax office writes it; printed, not checked.", examples=["DE123456789"]),
]


class Address(Command):
    """Where somebody is."""

    country: CountryCode | None = None
    state: StateCode | None = None
    postal_code: PostalCode | None = None
    city: AddressLine | None = None
    line1: AddressLine | None = None
    line2: AddressLine | None = None

    @property
    def lines(self) -> list[str]:
        """As it stands on an envelope, without lines that would be empty."""
        place = " ".join(filter(None, (self.postal_code, self.city, self.state)))
        return [line for line in (self.line1, self.line2, place, self.country) if line]

    @property
    def for_tax(self) -> "TaxAddress | None":
        """The address as tax rates are chosen by; None: it names no country."""
        if self.country is None:
            return None
        return TaxAddress(
            country=self.country,
            state=self.state,
            postal_code=self.postal_code,
            city=None if self.city is None else self.city[:MAX_CITY],
            line1=self.line1,
        )


class TaxAddress(Command):
    """The address that decides which rates apply: the place of delivery, else of billing."""

    country: CountryCode
    state: StateCode | None = None
    postal_code: PostalCode | None = None
    city: Annotated[str, StringConstraints(max_length=MAX_CITY)] | None = None
    line1: Annotated[str, StringConstraints(max_length=200)] | None = None


class Closeness(NamedTuple):
    """How closely a jurisdiction means an address; the greater, the closer.

    level: 1 country, 2 state, 3 beginning of the postal code, 4 range, 5 the postal code itself.
    letters: how long that beginning is; 0 on other levels.
    """

    level: int
    letters: int = 0


COUNTRY, STATE, BEGINNING, RANGE, EXACT = range(1, 6)


def closeness(place: Jurisdiction, address: TaxAddress) -> Closeness | None:
    """How closely a place means an address; None: not at all."""
    if place.country is None or place.country != address.country:
        return None
    country = place.country
    if place.state is not None and _state(country, place.state) != _state(country, address.state):
        return None
    if place.postal_codes:
        code = _postal_code(country, address.postal_code or "")
        met = (_meets(_squeezed(pattern), code) for pattern in place.postal_codes) if code else ()
        return max(filter(None, met), default=None)
    return Closeness(COUNTRY if place.state is None else STATE)


def _meets(pattern: str, code: str) -> Closeness | None:
    """How closely a postal code is meant by one of a jurisdiction's, both without spaces and hyphens."""
    if "..." in pattern:
        low, _, high = pattern.partition("...")
        return Closeness(RANGE) if len(code) == len(low) and code.isdigit() and low <= code <= high else None
    if pattern.endswith("*"):
        return Closeness(BEGINNING, len(pattern) - 1) if code.startswith(pattern[:-1]) else None
    return Closeness(EXACT) if code == pattern else None


def _state(country: str, state: str | None) -> str | None:
    """US-CA is CA."""
    return None if state is None else state.removeprefix(f"{country}-")


def _squeezed(postal_code: str) -> str:
    return postal_code.replace(" ", "").replace("-", "")


def _postal_code(country: str, postal_code: str) -> str:
    """The postal code by which rates are chosen: the last four of nine digits choose none in the United States."""
    squeezed = _squeezed(postal_code)
    return squeezed[:US_ZIP_DIGITS] if country == "US" else squeezed
