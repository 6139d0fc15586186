"""What buyers send from hosted pages, made ready in a shop, to be sent while the wire fails."""

from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode, urlsplit

from commerce.pages.responses import Response
from commerce.pages.routing import Page, answered
from hosted.pay_checkout import handler as pay_checkout
from hosted.start_payment_link import handler as start_payment_link
from tests.faults.wire_shop import Shop, Told

THANKS = "https://shop.example.com/thanks"
VISIT = "the-visit"
UNKNOWN = "unknown"
"""The notice of a page that can't tell yet."""


def go_on(shop: Shop, url: str) -> Told:
    """Go on from a payment link to a checkout page of one's own; told: its address."""
    answer = send(shop, start_payment_link, url, "/l/{token}", {"visit": VISIT})
    return _told(answer, "https://localhost/checkout/")


def pay(shop: Shop, url: str, form: Mapping[str, str]) -> Told:
    """Pay on a checkout page, with what its form held when it was shown; told: where a buyer goes who has paid."""
    return _told(send(shop, pay_checkout, url, "/checkout/{token}/pay", form), THANKS)


def send(shop: Shop, page: Page, url: str, route: str, form: Mapping[str, str]) -> Response:
    """Send a form, as API Gateway hands it over, to a process of its own."""
    event = {
        "routeKey": f"POST {route}",
        "headers": {"content-type": "application/x-www-form-urlencoded"},
        "pathParameters": {"token": urlsplit(url).path.rpartition("/")[2]},
        "body": b64encode(urlencode(form).encode()).decode(),
        "isBase64Encoded": True,
        "requestContext": {"domainName": "localhost"},
    }
    return answered(page, event, shop.runtime())


def _told(answer: Response, done: str) -> Told:
    """What an answer tells. done: how the address begins that a browser is sent to once it is done."""
    location = answer["headers"].get("location")
    if location is None:
        return Told(answer["statusCode"], "STORAGE_UNAVAILABLE" if answer["statusCode"] == 503 else "PAGE_REFUSED")
    if location.startswith(done):
        return Told(200, data=location)
    (notice,) = parse_qs(urlsplit(location).query).get("n", [""])
    if notice == UNKNOWN:
        return Told(503, "PROCESSOR_UNAVAILABLE")
    return Told(409, f"NOTICE_{notice}") if notice else Told(409, "IDEMPOTENCY_KEY_IN_PROGRESS")
