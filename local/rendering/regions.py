"""Regions between two marking lines, in files that are otherwise written by hand."""


def replace_region(text: str, body: str, *, begin: str, end: str) -> str:
    """Put `body` between the two marking lines of `text`.

    Raises ValueError if the marks don't stand there exactly once, in this order.
    """
    if text.count(begin + "\n") != 1 or text.count(end + "\n") != 1 or text.index(begin) > text.index(end):
        message = f"needs the lines {begin.strip()!r} and {end.strip()!r}, once each and in this order"
        raise ValueError(message)
    head, _, rest = text.partition(begin + "\n")
    _, _, tail = rest.partition(end + "\n")
    return f"{head}{begin}\n{body}{end}\n{tail}"
