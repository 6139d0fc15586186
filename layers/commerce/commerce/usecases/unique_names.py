"""Taking and freeing names of which each has one holder: SKUs, customers' e-mail addresses."""

from commerce.context import Context
from commerce.domain.error_kinds import Conflict
from commerce.domain.unique_names import UniqueName
from commerce.store.keys import unique_name
from commerce.store.writes import Create, Replace, Write


def moved(
    ctx: Context, kind: str, holder_id: str, *, held: str | None, wanted: str | None, refusal: Conflict
) -> list[Write]:
    """The writes by which a holder gives up one name and takes another; None: has or wants none.

    Raises the refusal, with the other holder's id in its details, if the wanted name is taken.
    """
    if held == wanted:
        return []
    names = [unique_name(kind, name) for name in (held, wanted) if name is not None]
    found = ctx.store.read(*names)
    writes: list[Write] = []
    if held is not None:
        row = found.get(UniqueName, unique_name(kind, held))
        if row is not None and row.holder_id == holder_id:
            writes.append(Replace(row.evolve(holder_id=None, version=row.version + 1), row.version))
    if wanted is not None:
        row = found.get(UniqueName, unique_name(kind, wanted))
        if row is None:
            return [*writes, Create(UniqueName(kind=kind, name=wanted, holder_id=holder_id))]
        if row.holder_id not in {None, holder_id}:
            refusal.details["heldBy"] = str(row.holder_id)
            raise refusal
        writes.append(Replace(row.evolve(holder_id=holder_id, version=row.version + 1), row.version))
    return writes


def holder_of(ctx: Context, kind: str, name: str) -> str | None:
    """Who has a name; None: nobody."""
    row = ctx.store.read(unique_name(kind, name)).get(UniqueName, unique_name(kind, name))
    return None if row is None else row.holder_id
