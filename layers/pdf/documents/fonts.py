"""Which typeface writes which letter, and text that nothing in it can turn into markup."""

import unicodedata
from functools import cache
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

from documents.typeface import BOLD, REGULAR

FAMILY, BOLD_FACE = "DejaVuSans", "DejaVuSans-Bold"
JAPANESE, KOREAN, CHINESE = "HeiseiKakuGo-W5", "HYGothic-Medium", "STSong-Light"
"""Known to every reader of PDF by name: an embedded typeface for these scripts weighs 16 MB."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Script(NamedTuple):
    """A range of letters, and the typeface for them if the embedded one has none."""

    first: int
    last: int
    face: str


SCRIPTS = (
    Script(0x1100, 0x11FF, KOREAN),
    Script(0x3130, 0x318F, KOREAN),
    Script(0xAC00, 0xD7A3, KOREAN),
    Script(0x3000, 0x30FF, JAPANESE),
    Script(0xFF00, 0xFFEF, JAPANESE),
    Script(0x4E00, 0x9FFF, CHINESE),
)


@cache
def letters() -> frozenset[int]:
    """What the embedded typeface can write; registers it, and the others, once per process."""
    faces = [TTFont(FAMILY, str(REGULAR)), TTFont(BOLD_FACE, str(BOLD))]
    for face in (*faces, *(UnicodeCIDFont(name) for name in (JAPANESE, KOREAN, CHINESE))):
        pdfmetrics.registerFont(face)
    for italic in (0, 1):
        addMapping(FAMILY, 0, italic, FAMILY)
        addMapping(FAMILY, 1, italic, BOLD_FACE)
    return frozenset(faces[0].face.charToGlyph) & frozenset(faces[1].face.charToGlyph)


def markup(text: str) -> str:
    """A text as the paragraphs of a document take it: markup in it is text, controls are gone, each letter is written.

    A letter that no typeface has becomes the replacement sign, so that nobody reads on over what is missing.
    """
    known = letters()
    japanese = any(0x3040 <= ord(letter) <= 0x30FF for letter in text)  # then its ideographs are, too
    clean = (" " if letter.isspace() else letter for letter in text if not _controls(letter))
    written = [(letter, _face(letter, known, japanese=japanese)) for letter in clean]
    runs = []
    for face, run in groupby(written, key=lambda pair: pair[1]):
        letters_of_run = "".join(letter if face != "" else REPLACEMENT for letter, _ in run)
        told = escape(letters_of_run)
        runs.append(f'<font name="{face}">{told}</font>' if face else told)
    return "".join(runs)


def _controls(letter: str) -> bool:
    """True for what has no shape but moves, hides or turns round what has one."""
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} and not letter.isspace()


def _face(letter: str, known: frozenset[int], *, japanese: bool) -> str | None:
    """None: the embedded typeface; empty: there is none."""
    code = ord(letter)
    if code in known:
        return None
    face = next((script.face for script in SCRIPTS if script.first <= code <= script.last), "")
    return JAPANESE if japanese and face == CHINESE else face
