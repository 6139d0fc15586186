"""Payment intents by hand: what may be changed of one; its amount and card only until it is confirmed."""

from commerce.context import Context
from commerce.domain.payment_intent_commands import UpdatePaymentIntent
from commerce.domain.payments import PaymentIntent
from commerce.store.writes import Replace, Write
from commerce.usecases.commit import OK, answered_record, commit, remember, replay, require_version, until_written
from commerce.usecases.finding import found_payment_intent


def update(ctx: Context, payment_intent_id: str, command: UpdatePaymentIntent) -> PaymentIntent:
    """Change texts; until it is confirmed also the amount and the card."""

    def change() -> PaymentIntent:
        found = ctx.read(payment_intent_id)
        replay(ctx, found)
        intent = found_payment_intent(found, payment_intent_id)
        require_version(ctx, intent.version)
        changes: dict[str, object] = {}
        if "metadata" in command.model_fields_set:
            changes["metadata"] = command.metadata or {}
        updated = intent.evolve(version=intent.version + 1, updated_at=ctx.now(), **changes)
        writes: list[Write] = []
        if command.amount_money is not None or command.names_card:
            from commerce.usecases.payment_intent_terms import terms_changed  # noqa: PLC0415 (who sends texts loads none)

            updated, writes = terms_changed(ctx, intent, updated, command)
        over = Replace(updated, intent.version, (), [intent.status])
        commit(ctx, [over, *writes, *remember(ctx, answered_record(ctx, updated, OK))])
        return updated

    return until_written(ctx, change)
