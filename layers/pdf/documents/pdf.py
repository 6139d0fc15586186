"""A paper as a PDF file. The same paper gives the same bytes: no date and no name of a machine goes into them."""

from collections.abc import Iterable
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, KeepTogether, PageTemplate, Paragraph, Spacer
from reportlab.platypus import Table as Grid

from commerce.domain.papers import Paper, Sum, Table
from documents.fonts import BOLD_FACE, FAMILY, letters, markup

MARGIN, FOOT = 50.0, 34.0
"""Points: from the page's edges, and of the line at its foot."""

WIDTH = A4[0] - 2 * MARGIN
INK, GREY, RULE, STAMP = HexColor("#1a1a1a"), HexColor("#666666"), HexColor("#cccccc"), HexColor("#b3b3b3")
COLUMNS = {3: (0.58, 0.16, 0.26), 4: (0.42, 0.21, 0.16, 0.21), 5: (0.42, 0.11, 0.17, 0.13, 0.17)}
"""Widths of a table's columns, by how many it has; each comes to the whole."""

BODY = ParagraphStyle("body", fontName=FAMILY, fontSize=8.5, leading=11.5, textColor=INK)
SMALL = ParagraphStyle("small", parent=BODY, textColor=GREY)
NUMBER = ParagraphStyle("number", parent=BODY, alignment=TA_RIGHT)
HEAD = ParagraphStyle("head", parent=BODY, fontName=BOLD_FACE)
HEAD_NUMBER = ParagraphStyle("head_number", parent=HEAD, alignment=TA_RIGHT)
STRONG = ParagraphStyle("strong", parent=HEAD_NUMBER, fontSize=10, leading=14)
TITLE = ParagraphStyle("title", parent=HEAD, fontSize=20, leading=26)

Part = Any
"""What reportlab lays out: it has no types."""


def pdf_of(paper: Paper) -> bytes:
    """The file, A4, on as many pages as its lines take."""
    letters()
    file = BytesIO()
    document = BaseDocTemplate(
        file, pagesize=A4, invariant=1, title=f"{paper.title} {paper.number}", author="", lang="en"
    )
    frame = Frame(MARGIN, MARGIN, WIDTH, A4[1] - 2 * MARGIN, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame], onPage=partial(_page, paper)))
    document.build([*_top(paper), *_tables(paper)], canvasmaker=partial(_NumberedCanvas, number=paper.number))
    return file.getvalue()


class _NumberedCanvas(Canvas):  # type: ignore[misc]  # it has no types
    """Writes the foot of each page once it is known how many there are."""

    def __init__(self, *arguments: Any, number: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._number = number
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 (the library's name)
        """Keep the page."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write all pages."""
        for index, page in enumerate(self._pages):
            self.__dict__.update(page)
            self.setFont(FAMILY, 7.5)
            self.setFillColor(GREY)
            self.drawString(MARGIN, FOOT, self._number)
            self.drawRightString(A4[0] - MARGIN, FOOT, f"Page {index + 1} of {len(self._pages)}")
            super().showPage()
        super().save()


def _page(paper: Paper, canvas: Canvas, _: BaseDocTemplate) -> None:
    if paper.stamp:
        canvas.saveState()
        canvas.setFont(BOLD_FACE, 26)
        canvas.setFillColor(STAMP)
        canvas.drawRightString(A4[0] - MARGIN, A4[1] - MARGIN + 8, paper.stamp)
        canvas.restoreState()


def _top(paper: Paper) -> list[Part]:
    """Title and dates beside the seller, then the buyer."""
    facts = Grid(
        [[Paragraph(markup(name), SMALL), Paragraph(markup(value), BODY)] for name, value in paper.facts],
        colWidths=[WIDTH * 0.14, WIDTH * 0.36],
        hAlign="LEFT",
        style=_tight(),
    )
    left = [Paragraph(markup(paper.title), TITLE), Spacer(1, 8), facts]
    right = [Paragraph(markup(line), HEAD if index == 0 else BODY) for index, line in enumerate(paper.seller)]
    beside = Grid([[left, right]], colWidths=[WIDTH * 0.55, WIDTH * 0.45], style=_tight())
    to = [Paragraph("Billed to", SMALL), *(Paragraph(markup(line), BODY) for line in paper.buyer)]
    return [beside, Spacer(1, 22), *(to if paper.buyer else []), Spacer(1, 18)]


def _tables(paper: Paper) -> list[Part]:
    parts: list[Part] = [_grid(paper.lines), Spacer(1, 10), _sums(paper.sums)]
    if paper.taxes.rows:
        parts += [Spacer(1, 18), _grid(paper.taxes)]
    if paper.notes:
        parts += [Spacer(1, 18), *(Paragraph(markup(note), BODY) for note in paper.notes)]
    return parts


def _grid(table: Table) -> Part:
    """A table whose head stands again on each page."""
    rows = [_row(table.head, HEAD, HEAD_NUMBER), *(_row(row, BODY, NUMBER) for row in table.rows)]
    style = [*_tight(), ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK), ("LINEBELOW", (0, 1), (-1, -1), 0.3, RULE)]
    widths = [WIDTH * width for width in COLUMNS[len(table.head)]]
    return Grid(rows, colWidths=widths, repeatRows=1, style=style)


def _row(texts: Iterable[str], first: ParagraphStyle, others: ParagraphStyle) -> list[Part]:
    return [Paragraph(markup(text), others if column else first) for column, text in enumerate(texts)]


def _sums(sums: Iterable[Sum]) -> Part:
    """The totals, never torn apart by a page's end."""
    rows = [[Paragraph(markup(text), _style(each)) for text in (each.label, each.amount)] for each in sums]
    widths = [WIDTH * 0.34, WIDTH * 0.24]
    return KeepTogether(Grid(rows, colWidths=widths, hAlign="RIGHT", style=_tight()))


def _style(each: Sum) -> ParagraphStyle:
    return STRONG if each.strong else NUMBER


def _tight() -> list[tuple[Any, ...]]:
    every = ((0, 0), (-1, -1))
    sides: list[tuple[Any, ...]] = [(f"{side}PADDING", *every, 3) for side in ("TOP", "BOTTOM", "LEFT", "RIGHT")]
    return [("VALIGN", *every, "TOP"), *sides]
