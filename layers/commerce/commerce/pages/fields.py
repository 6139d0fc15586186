"""Parts of forms: fields with their labels, buttons, and what is said when something is wrong."""

from commerce.pages.html import Child, Markup, tag


def field(name: str, label: str, *, hint: Child = None, **attributes: str | int | bool | None) -> Markup:
    """A line of text with its label. hint: what stands below it."""
    identity = f"field-{name}"
    told = f"{identity}-hint" if hint else None
    typed = {"type": "text", **attributes}
    box = tag("input", id=identity, name=name, aria_describedby=told, **typed)
    below = tag("span", hint, id=told, class_="hint") if hint else None
    return tag("p", tag("label", label, for_=identity), box, below, class_="field")


def hidden(**values: str | int) -> list[Markup]:
    """What the form sends without being asked."""
    return [tag("input", type="hidden", name=name, value=value) for name, value in values.items()]


def form(action: str, *content: Child, **attributes: str | bool | None) -> Markup:
    """A form that is posted."""
    return tag("form", *content, method="post", action=action, **attributes)


def button(text: Child, **attributes: str | bool | None) -> Markup:
    """What sends the form."""
    return tag("button", text, type="submit", **attributes)


def alert(text: str | None) -> Markup | None:
    """What went wrong, read out by screen readers at once."""
    return None if text is None else tag("p", text, class_="alert", role="alert")
