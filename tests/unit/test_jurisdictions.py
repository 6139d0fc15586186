"""How closely a jurisdiction means an address."""

import pytest
from pydantic import TypeAdapter, ValidationError

from commerce.domain.jurisdictions import (
    BEGINNING,
    COUNTRY,
    EXACT,
    RANGE,
    STATE,
    Address,
    Closeness,
    Jurisdiction,
    TaxAddress,
    TaxId,
    closeness,
)
from commerce.domain.tax_rate_commands import JurisdictionInput

TAX_ID: TypeAdapter[str] = TypeAdapter(TaxId)


def near(place: dict[str, object], **address: str) -> Closeness | None:
    """Measure a place in the United States, unless it says otherwise, against an address there."""
    return closeness(
        Jurisdiction.model_validate({"country": "US", **place}), TaxAddress.model_validate({"country": "US", **address})
    )


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({}, Closeness(COUNTRY)),
        ({"state": "CA"}, Closeness(STATE)),
        ({"state": "us-ca"}, Closeness(STATE)),
        ({"postalCodes": ["9*"]}, Closeness(BEGINNING, 1)),
        ({"postalCodes": ["9*", "941*"]}, Closeness(BEGINNING, 3)),
        ({"postalCodes": ["94100...94199"]}, Closeness(RANGE)),
        ({"postalCodes": ["94105...94199"]}, Closeness(RANGE)),
        ({"postalCodes": ["94100...94105"]}, Closeness(RANGE)),
        ({"postalCodes": ["94105...94105"]}, Closeness(RANGE)),
        ({"postalCodes": ["941*", "94105", "94100...94199"]}, Closeness(EXACT)),
        ({"state": "CA", "postalCodes": ["94105"]}, Closeness(EXACT)),
        ({"country": "CA"}, None),
        ({"country": None}, None),
        ({"state": "NY"}, None),
        ({"state": "NY", "postalCodes": ["94105"]}, None),
        ({"postalCodes": ["95*", "94106...94199", "94104"]}, None),
        ({"postalCodes": ["9410...9419"]}, None),
    ],
    ids=str,
)
def test_a_place_means_an_address_as_closely_as_its_narrowest_part(
    place: dict[str, object], expected: Closeness | None
) -> None:
    """94105 in California."""
    assert near(place, state="CA", postalCode="94105") == expected


def test_closer_is_greater() -> None:
    """Country, state, a beginning, a longer one, a range, the code itself."""
    ranked = [Closeness(COUNTRY), Closeness(STATE), Closeness(BEGINNING, 1), Closeness(BEGINNING, 3)]
    ranked += [Closeness(RANGE), Closeness(EXACT)]
    assert sorted(ranked) == ranked


@pytest.mark.parametrize("written", ["94105-1234", "94105", "941051234"])
def test_the_last_four_of_nine_digits_choose_no_rate(written: str) -> None:
    """The first five are the postal code in the United States."""
    assert near({"postalCodes": ["94105"]}, postalCode=written) == Closeness(EXACT)


@pytest.mark.parametrize(
    ("place", "address"), [("SW1A 1AA", "sw1a1aa"), ("sw1a*", "SW1A 2AA"), ("100-0001", "1000001")]
)
def test_spaces_hyphens_and_case_make_no_difference(place: str, address: str) -> None:
    """As people write them."""
    assert near({"country": "GB", "postalCodes": [place]}, country="GB", postalCode=address) is not None


def test_an_address_without_postal_code_is_in_none() -> None:
    """Not even in one whose code somebody may make of nothing."""
    assert near({"postalCodes": ["9*", "94105", "X*"]}, state="CA") is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "CA"},
        {"postalCodes": ["94105"]},
        {"country": "US", "postalCodes": ["*"]},
        {"country": "US", "postalCodes": ["94*05"]},
        {"country": "US", "postalCodes": ["94199...94100"]},
        {"country": "US", "postalCodes": ["941...94199"]},
        {"country": "US", "postalCodes": [""]},
        {"country": "US", "postalCodes": ["94105\n"]},
    ],
    ids=str,
)
def test_a_place_that_can_mean_nobody_is_refused(wrong: dict[str, object]) -> None:
    """Instead of being kept and never met."""
    with pytest.raises(ValidationError):
        JurisdictionInput.model_validate(wrong)


def test_a_place_within_a_country_is_kept() -> None:
    """As it was sent, in upper case; a place may also be nowhere, for a rate that is a default only."""
    place = JurisdictionInput.model_validate({"country": "us", "state": "ca", "postalCodes": ["sw1a*"]})
    assert (place.country, place.state, place.postal_codes) == ("US", "CA", ("SW1A*",))
    assert JurisdictionInput.model_validate({}) == JurisdictionInput()
    assert JurisdictionInput.model_validate({"country": "US"}).country == "US"


@pytest.mark.parametrize(
    ("field", "longest"),
    [("city", "x" * 120), ("line1", "x" * 200), ("state", "ABCDEF"), ("postalCode", "1" * 12)],
)
def test_an_addresss_parts_have_limits(field: str, longest: str) -> None:
    """One letter more is refused."""
    address = TaxAddress.model_validate({"country": "US", field: longest})
    assert longest in address.model_dump().values()
    with pytest.raises(ValidationError):
        TaxAddress.model_validate({"country": "US", field: longest + longest[0]})


@pytest.mark.parametrize("country", ["U", "USA", "U1", ""])
def test_a_country_has_two_letters(country: str) -> None:
    """Of ISO 3166-1."""
    with pytest.raises(ValidationError):
        TaxAddress.model_validate({"country": country})


def test_a_place_has_at_most_two_hundred_postal_codes() -> None:
    """200 fit, 201 do not; the longest of them is a range of twelve digits."""
    codes = [str(10000 + n) for n in range(200)]
    assert len(Jurisdiction.model_validate({"country": "US", "postalCodes": codes}).postal_codes) == 200
    with pytest.raises(ValidationError):
        Jurisdiction.model_validate({"country": "US", "postalCodes": [*codes, "1"]})
    widest = f"{'1' * 12}...{'2' * 12}"
    assert Jurisdiction.model_validate({"country": "US", "postalCodes": [widest]}).postal_codes == (widest,)


def test_letters_of_a_beginning_count_and_of_nothing_else() -> None:
    """So that no range or code is closer than another one."""
    assert Closeness(EXACT) == (EXACT, 0)


def test_address_is_written_as_on_an_envelope() -> None:
    """Street, addition, place and country; a line that would be empty is left out."""
    whole = Address(line1="1 Main St", line2="Floor 2", postal_code="94105", city="Paris", state="TX", country="US")
    assert whole.lines == ["1 Main St", "Floor 2", "94105 Paris TX", "US"]
    assert Address(city="Paris").lines == ["Paris"]
    assert Address().lines == []


def test_address_with_a_country_decides_on_taxes() -> None:
    """By all but its second line, and the first 120 letters of its city; without a country by nothing."""
    address = Address(country="US", state="CA", postal_code="94105", city="x" * 121, line1="1 Main St", line2="Floor 2")
    assert address.for_tax == TaxAddress(
        country="US", state="CA", postal_code="94105", city="x" * 120, line1="1 Main St"
    )
    assert Address(country="US").for_tax == TaxAddress(country="US")
    assert Address(city="Paris").for_tax is None


@pytest.mark.parametrize("field", ["line1", "line2", "city"])
def test_a_line_of_an_address_has_200_letters(field: str) -> None:
    """Not one more."""
    assert len(Address.model_validate({field: "x" * 200}).lines[0]) == 200
    with pytest.raises(ValidationError):
        Address.model_validate({field: "x" * 201})


@pytest.mark.parametrize(
    ("sent", "kept"), [(" DE123456789 ", "DE123456789"), ("1", "1"), ("1" * 40, "1" * 40), ("A 1./-b", "A 1./-b")]
)
def test_tax_id_is_kept_as_the_tax_office_writes_it(sent: str, kept: str) -> None:
    """Without the spaces around it."""
    assert TAX_ID.validate_python(sent) == kept


@pytest.mark.parametrize("wrong", ["", " ", "1" * 41, "-1", "1_2", "ü"])
def test_tax_id_that_is_none_is_refused(wrong: str) -> None:
    """Nothing, too long, or with signs that none has."""
    with pytest.raises(ValidationError):
        TAX_ID.validate_python(wrong)
