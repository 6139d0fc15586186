"""GET /health"""

from commerce.context import Context
from commerce.edge.operation import operation


@operation("GET", "/health", public=True)
def handler(_: Context) -> dict[str, str]:
    """Tell that the API answers."""
    return {"status": "ok"}
