"""GET /v1/credit-notes"""

from commerce.context import Context
from commerce.domain.credit_notes import CreditNote
from commerce.edge.credit_note_filters import CreditNoteFilters
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.store.lists import list_entities, list_held
from commerce.usecases.credit_note_pages import notes_of


@operation("GET", "/v1/credit-notes")
def handler(ctx: Context, query: CreditNoteFilters) -> Page[CreditNote]:
    """List credit notes, newest first."""
    selection = query.selection("cn", status=query.status, customer_id=query.customer_id)
    if query.invoice_id is not None:
        return query.page(list_held(notes_of(ctx, query.invoice_id), selection))
    return query.page(list_entities(ctx.store, CreditNote, selection))
