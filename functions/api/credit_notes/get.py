"""GET /v1/credit-notes/{credit_note_id}"""

from commerce.context import Context
from commerce.domain.credit_notes import CreditNote
from commerce.edge.operation import operation
from commerce.usecases.finding import found_credit_note


@operation("GET", "/v1/credit-notes/{credit_note_id}")
def handler(ctx: Context, credit_note_id: str) -> CreditNote:
    """Read a credit note."""
    return found_credit_note(ctx.store.read(credit_note_id), credit_note_id)
