"""A buyer with a simple browser: reads pages, fills in their forms, and follows where they lead."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from commerce.context import Runtime
from commerce.pages.responses import Response
from commerce.pages.routing import Page, answered
from hosted.change_checkout import handler as change_checkout
from hosted.pay_checkout import handler as pay_checkout
from hosted.pay_invoice import handler as pay_invoice
from hosted.show_checkout import handler as show_checkout
from hosted.show_invoice import handler as show_invoice
from hosted.show_payment_link import handler as show_payment_link
from hosted.show_qr_code import handler as show_qr_code
from hosted.start_payment_link import handler as start_payment_link

if TYPE_CHECKING:
    from tests.shop import World

PAYING = frozenset({"pay", "cancel", "return"})


class Reader(HTMLParser):
    """What a page says: its text, its forms with what they hold, its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forms: dict[str, dict[str, str]] = {}
        self.links: list[str] = []
        self._silent = False
        self._form: dict[str, str] = {}
        self.feed(html)

    @property
    def text(self) -> str:
        """All that can be read."""
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms, fields and links."""
        values = {name: value or "" for name, value in attrs}
        self._silent = tag in {"style", "script"}
        if tag == "form":
            self._form = self.forms.setdefault(values["action"].rpartition("/")[2], {})
        elif tag == "input":
            chosen = values.get("type") not in {"radio", "checkbox"} or "checked" in values
            if chosen:
                self._form[values["name"]] = values.get("value", "")
        elif tag == "a":
            self.links.append(values["href"])

    def handle_endtag(self, tag: str) -> None:
        """Style and script end."""
        self._silent = False

    def handle_data(self, data: str) -> None:
        """Note what can be read."""
        if not self._silent:
            self.words.append(data)


@dataclass
class Buyer:
    """Somebody with a link. went: where a page sent them, outside of Flint; None: nowhere."""

    world: World
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    answer: Response = field(init=False)
    page: Reader = field(init=False)
    went: str | None = None
    process: Runtime | None = None
    """Which one answers; None: the world's."""

    def __post_init__(self) -> None:
        self.look()

    @property
    def text(self) -> str:
        """What can be read on the page."""
        return self.page.text

    @property
    def status(self) -> int:
        """The last answer's."""
        return self.answer["statusCode"]

    def look(self, query: str = "") -> Reader:
        """Load the page, again."""
        return self._take(self.ask("GET", "", query=query))

    def come_back(self) -> Reader:
        """Come back from the bank."""
        return self._take(self.ask("GET", "return"))

    def send(self, step: str, **fields: str) -> Reader:
        """Fill in a form of the page that is shown, send it, and follow where that leads."""
        return self._take(self.ask("POST", step, form={**self.page.forms[step], **fields}))

    def ask(
        self, method: str, step: str, *, form: dict[str, str] | None = None, query: str = "", **headers: str
    ) -> Response:
        """One request, as API Gateway hands it over."""
        path = urlsplit(self.url).path
        token = path.rpartition("/")[2]
        page: Page = show_checkout if not step else pay_checkout if step in PAYING else change_checkout
        route = f"{method} /checkout/{{token}}" + (f"/{step if step in PAYING else '{step}'}" if step else "")
        sent: dict[str, Any] = {"content-type": "application/x-www-form-urlencoded", **self.headers, **headers}
        event = {
            "routeKey": route,
            "headers": sent,
            "pathParameters": {"token": token, **({"step": step} if step and step not in PAYING else {})},
            "queryStringParameters": dict(parse_qsl(query)),
            "body": b64encode(urlencode(form or {}).encode()).decode(),
            "isBase64Encoded": True,
            "requestContext": {"domainName": "localhost"},
        }
        return answered(page, event, self.process or self.world.runtime)

    def _take(self, response: Response) -> Reader:
        self.answer, self.went = response, None
        location = response["headers"].get("location")
        if location is not None and urlsplit(location).path == urlsplit(self.url).path:
            return self.look(urlsplit(location).query)
        self.went = location
        self.page = Reader(response["body"])
        return self.page


@dataclass
class LinkVisitor:
    """Somebody with a payment link. answer: the last one."""

    world: World
    url: str
    answer: Response = field(init=False)
    page: Reader = field(init=False)
    process: Runtime | None = None

    def __post_init__(self) -> None:
        self.look()

    @property
    def text(self) -> str:
        """What can be read on the page."""
        return self.page.text

    @property
    def form(self) -> dict[str, str]:
        """The page's own form, as it is filled in."""
        return self.page.forms[urlsplit(self.url).path.rpartition("/")[2]]

    def look(self, **query: str) -> Reader:
        """Load the page."""
        self.answer = self.ask(show_payment_link, "GET", query=query)
        self.page = Reader(self.answer["body"])
        return self.page

    def choose(self, **fields: str) -> str:
        """Send the form; where that leads."""
        self.answer = self.ask(start_payment_link, "POST", form={**self.form, **fields})
        return self.answer["headers"]["location"]

    def go_on(self, **fields: str) -> Buyer:
        """Send the form and follow to the checkout page."""
        return Buyer(self.world, self.choose(**fields), process=self.process)

    def qr_code(self, kind: str) -> Response:
        """The picture of the link."""
        return self.ask(show_qr_code, "GET", step=f"/qr.{kind}")

    def ask(
        self,
        page: Page,
        method: str,
        *,
        step: str = "",
        query: dict[str, str] | None = None,
        form: dict[str, str] | None = None,
    ) -> Response:
        """One request, as API Gateway hands it over."""
        event = {
            "routeKey": f"{method} /l/{{token}}{step}",
            "headers": {"content-type": "application/x-www-form-urlencoded"},
            "pathParameters": {"token": urlsplit(self.url).path.rpartition("/")[2]},
            "queryStringParameters": query or {},
            "body": b64encode(urlencode(form or {}).encode()).decode(),
            "isBase64Encoded": True,
            "requestContext": {"domainName": "localhost"},
        }
        return answered(page, event, self.process or self.world.runtime)


@dataclass
class Debtor:
    """Somebody with an invoice's address. answer: the last one."""

    world: World
    url: str
    answer: Response = field(init=False)
    page: Reader = field(init=False)
    process: Runtime | None = None

    def __post_init__(self) -> None:
        self.look()

    @property
    def text(self) -> str:
        """What can be read on the page."""
        return self.page.text

    def look(self) -> Reader:
        """Load the page."""
        self.answer = self.ask(show_invoice, "GET", "")
        self.page = Reader(self.answer["body"])
        return self.page

    def pay(self) -> str:
        """Press the button; where that leads."""
        self.answer = self.ask(pay_invoice, "POST", "/pay")
        return self.answer["headers"]["location"]

    def go_on(self) -> Buyer:
        """Press the button and follow to the checkout page."""
        return Buyer(self.world, self.pay(), process=self.process)

    def ask(self, page: Page, method: str, step: str) -> Response:
        """One request, as API Gateway hands it over."""
        event = {
            "routeKey": f"{method} /i/{{token}}{step}",
            "headers": {"content-type": "application/x-www-form-urlencoded"},
            "pathParameters": {"token": urlsplit(self.url).path.rpartition("/")[2]},
            "body": "",
            "isBase64Encoded": False,
            "requestContext": {"domainName": "localhost"},
        }
        return answered(page, event, self.process or self.world.runtime)
