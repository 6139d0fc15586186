"""All operations, found by walking the folder that holds them."""

import importlib
import pkgutil

from commerce.edge.operation import OPERATIONS_PACKAGE, Operation


def load_operations() -> list[Operation]:
    """Every operation, by name. `functions/` must be on the import path."""
    package = importlib.import_module(OPERATIONS_PACKAGE)
    found = [
        module.handler
        for info in pkgutil.walk_packages(package.__path__, f"{OPERATIONS_PACKAGE}.")
        if not info.ispkg and isinstance((module := importlib.import_module(info.name)).handler, Operation)
    ]
    return sorted(found, key=lambda operation: operation.name)
