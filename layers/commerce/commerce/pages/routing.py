"""The decorator that makes a function a page: whatever goes wrong, a browser gets a page that says so."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from aws_lambda_powertools import Logger

from commerce.context import Runtime
from commerce.domain import errors
from commerce.domain.ids import new_ulid
from commerce.domain.locales import locale_of
from commerce.edge.reading import public_url_of
from commerce.edge.runtime import process_runtime
from commerce.pages.html import tag
from commerce.pages.layout import Frame, notice_page
from commerce.pages.responses import Response, html_page, new_nonce

logger = Logger(service="flint")


class Visit(NamedTuple):
    """A browser's request, as far as pages read it. step: the last part of a path that has one, such as `pay`."""

    event: Mapping[str, Any]
    token: str
    step: str
    query: Mapping[str, str]
    frame: Frame
    public_url: str
    runtime: Runtime


class Page(NamedTuple):
    """A page, callable as a Lambda handler."""

    show: Callable[[Visit], Response]
    name: str

    def __call__(self, event: dict[str, Any], _: object) -> Response:
        """Answer API Gateway."""
        return answered(self, event, process_runtime())


def page(show: Callable[[Visit], Response]) -> Page:
    """Make a function that answers a visit a Lambda handler, named after its module."""
    return Page(show, show.__module__.rpartition(".")[2])


def answered(shown: Page, event: Mapping[str, Any], runtime: Runtime) -> Response:
    """Answer one visit. One line is logged: never an address, which is a secret, nor a field of a form."""
    request_id = f"req_{new_ulid(runtime.clock.now())}"
    visit = _visit(event, runtime)
    code = ""
    try:
        response = shown.show(visit)
    except errors.FlintError as refusal:
        code = refusal.code
        response = refused(visit.frame, refusal)
    except Exception:
        logger.exception("page_failed", page=shown.name, request_id=request_id)
        code = errors.Fault.code
        response = refused(visit.frame, errors.Fault("Something went wrong on our side."))
    response["headers"]["x-request-id"] = request_id
    logger.info(
        "page_answered", page=shown.name, request_id=request_id, status=response["statusCode"], extra={"code": code}
    )
    return response


def _visit(event: Mapping[str, Any], runtime: Runtime) -> Visit:
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    path = event.get("pathParameters") or {}
    return Visit(
        event=event,
        token=path.get("token", ""),
        step=path.get("step") or str(event.get("routeKey", "")).rpartition("/")[2],
        query=event.get("queryStringParameters") or {},
        frame=Frame(new_nonce(), locale_of(headers.get("accept-language", ""))),
        public_url=public_url_of(event),
        runtime=runtime,
    )


def refused(frame: Frame, refusal: errors.FlintError) -> Response:
    """A page for what can't be shown; what the refusal says is for developers and stays in the log."""
    say = frame.words
    title, told = say("Something went wrong"), say("Nothing was charged by this. Please try again in a moment.")
    if refusal.status == 404:
        title, told = say("This link leads nowhere"), say("Check that it was copied whole, or ask who sent it to you.")
    elif refusal.status == 429:
        title, told = say("Too many tries"), say("Please wait some minutes, then load this page again.")
    elif refusal.code == errors.CardNumberRefused.code:
        title = say("Please do not type a card number here")
        told = say("It was neither kept nor used. Go back, and use the payment form's own fields.")
    elif refusal.status < 500:
        told = say("What was sent can't be read. Go back, load the page again, and try once more.")
    elif refusal.status >= 503:
        told = say("We can't tell yet what came of this. Load the page again: nothing is charged twice.")
    response = html_page(refusal.status, notice_page(frame, "stop", title, tag("p", told)), frame.nonce)
    if refusal.retry_after_ms is not None:
        response["headers"]["retry-after"] = str(-(-refusal.retry_after_ms // 1000))
    return response
