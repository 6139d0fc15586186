"""What a buyer sends from a payment link's page, and what they are answered."""

from collections.abc import Mapping
from urllib.parse import urlencode

from commerce.domain import errors
from commerce.domain.lifecycle import PaymentLinkMode
from commerce.domain.locales import read_number
from commerce.domain.money import MAX_AMOUNT
from commerce.domain.orders import Order
from commerce.domain.payment_links import PATH
from commerce.pages.forms import posted_form
from commerce.pages.payment_link import MAX_QUANTITY, LinkView, gone_page, link_page
from commerce.pages.responses import Response, see_other
from commerce.pages.routing import Visit
from commerce.usecases import payment_link_visits
from commerce.usecases.payment_link_visits import Choice, Visited, open_link

MAX_DIGITS = 4
MAX_VISIT_CHARACTERS = 40


def show(visit: Visit) -> Response:
    """The page, with amounts for the quantities that its address names."""
    visited = open_link(visit.runtime, visit.token, visit.public_url)
    try:
        order = _preview(visited, visit.query) if visited.open else None
    except errors.FlintError as refusal:
        if refusal.status >= 500:
            raise
        return gone_page(LinkView.of(visit.frame, visited, None))
    return link_page(LinkView.of(visit.frame, visited, order, visit.query.get("n")))


def start(visit: Visit) -> Response:
    """Go on to a checkout page of one's own; or back, with what is wrong."""
    form = posted_form(visit.event)
    visited = open_link(visit.runtime, visit.token, visit.public_url)
    base = f"{PATH}{visited.link.token}"
    visit_id = form.get("visit", "")
    if not visited.open or not 0 < len(visit_id) <= MAX_VISIT_CHARACTERS:
        return see_other(base)
    choice, wrong = _choice(visited, form)
    if choice is None:
        return see_other(f"{base}?{urlencode({'n': wrong})}")
    try:
        return see_other(payment_link_visits.start(visited, choice, visit_id).page_url)
    except errors.FlintError as refusal:
        if refusal.status >= 500 or refusal.status == 429:
            raise
        return see_other(f"{base}?{urlencode({'n': 'refused'})}")


def _preview(visited: Visited, query: Mapping[str, str]) -> Order | None:
    if visited.link.mode is PaymentLinkMode.DONATION:
        return None
    return payment_link_visits.preview(visited, Choice(quantities=_quantities(visited, query) or ()))


def _choice(visited: Visited, form: Mapping[str, str]) -> tuple[Choice | None, str]:
    """What the form chooses; None, and which notice tells what is wrong."""
    if visited.link.mode is PaymentLinkMode.DONATION:
        donation = _donation(visited, form)
        return (None if donation is None else Choice(donation=donation)), "amount"
    quantities = _quantities(visited, form)
    return (None if quantities is None else Choice(quantities=quantities)), "quantity"


def _quantities(visited: Visited, said: Mapping[str, str]) -> tuple[int, ...] | None:
    """The quantity of each line: what is said, else the link's own. None: one of them is no quantity."""
    lines = visited.link.line_items
    if not visited.link.allow_quantity_adjustment:
        return tuple(line.quantity for line in lines)
    texts = [said.get(f"q{index}", str(line.quantity)) for index, line in enumerate(lines)]
    if not all(text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS for text in texts):
        return None
    numbers = tuple(map(int, texts))
    most = [max(MAX_QUANTITY, line.quantity) for line in lines]
    return numbers if all(1 <= number <= limit for number, limit in zip(numbers, most, strict=True)) else None


def _donation(visited: Visited, form: Mapping[str, str]) -> int | None:
    """Minor units: an amount that was typed, else one that was offered."""
    typed, link = form.get("amount"), visited.link
    if typed is not None:
        amount = read_number(typed, link.currency)
        return amount if amount is not None and 0 < amount <= MAX_AMOUNT else None
    offered = {str(each.amount): each.amount for each in link.donation_amounts}
    return offered.get(form.get("given", ""))
