"""The frame of every page: head, style, who sells, and what stands in the middle."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from commerce.domain.locales import ENGLISH, Locale
from commerce.domain.settings import Settings
from commerce.pages.html import Child, Markup, joined, tag
from commerce.pages.theme import variables
from commerce.pages.words import Words

HERE = Path(__file__).parent


class Frame(NamedTuple):
    """What all pages of one answer share. settings: of the merchant; None: nobody's page."""

    nonce: str
    locale: Locale = ENGLISH
    settings: Settings | None = None
    sandbox: bool = False

    @property
    def words(self) -> Words:
        """Sentences in the reader's language."""
        return Words(self.locale.language)

    @property
    def seller(self) -> str:
        """Who sells."""
        return "Flint" if self.settings is None else self.settings.business_name


@cache
def asset(name: str) -> str:
    """A file beside this one, read once per process."""
    return (HERE / name).read_text(encoding="utf-8")


def document(frame: Frame, title: str, *content: Child, scripts: Child = None, refresh: int | None = None) -> Markup:
    """A whole page. refresh: after how many seconds the browser looks again; None: never."""
    brand = None if frame.settings is None else frame.settings.brand_color
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        None if refresh is None else tag("meta", http_equiv="refresh", content=refresh),
        tag("title", title),
        tag("style", Markup(variables(brand) + asset("style.css")), nonce=frame.nonce),
    )
    banner = (
        tag("aside", frame.words("Sandbox: no real money moves here."), class_="sandbox") if frame.sandbox else None
    )
    body = tag("body", banner, *content, scripts)
    return joined(Markup("<!doctype html>"), tag("html", head, body, lang=frame.words.language))


def own_script(frame: Frame, name: str) -> Markup:
    """A script of ours, in the page itself."""
    return tag("script", Markup(asset(name)), nonce=frame.nonce)


def masthead(frame: Frame) -> Markup:
    """The merchant's logo and name."""
    logo = None if frame.settings is None else frame.settings.logo_url
    shown = None if logo is None else tag("img", src=logo, alt="", class_="logo")
    initial = None if shown else tag("span", frame.seller[:1].upper(), class_="initial", aria_hidden="true")
    return tag("p", shown or initial, tag("span", frame.seller), class_="seller")


def notice_page(
    frame: Frame, icon: str, title: str, *content: Child, scripts: Child = None, refresh: int | None = None
) -> Markup:
    """A page that says one thing. icon: `done`, `wait`, `stop`."""
    mark = tag("span", Markup(ICONS[icon]), class_=f"icon {icon}", aria_hidden="true")
    card = tag("section", mark, tag("h1", title), *content, class_="card notice")
    main = tag("main", masthead(frame) if frame.settings else None, card, class_="single")
    return document(frame, title, main, scripts=scripts, refresh=refresh)


_SVG = '<svg viewBox="0 0 24 24" width="28" height="28" fill="none" stroke="currentColor" stroke-width="2.5">{}</svg>'
ICONS = {
    "done": _SVG.format('<path d="M5 12.5l4.5 4.5L19 7.5"/>'),
    "wait": _SVG.format('<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.5l3.5 2"/>'),
    "stop": _SVG.format('<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5v6M12 16.3v.4"/>'),
}
