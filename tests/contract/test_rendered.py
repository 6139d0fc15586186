"""Whatever is derived stands in its file as it would be derived now."""

from __future__ import annotations

from pathlib import Path

import pytest

from local.rendering.files import OPENAPI, ROOT, generated_files, obsolete_files, rendered_files

RENDERED = rendered_files()


@pytest.mark.parametrize("path", list(RENDERED), ids=lambda path: str(path.relative_to(ROOT)))
def test_rendered_file_is_current(path: Path) -> None:
    """The file says what the code says."""
    assert path.read_text() == RENDERED[path], "run `make render`"


def test_generated_file_is_current() -> None:
    """What others' generators made was made from this description, and nobody edited it; Node is not asked for that."""
    for path, text in generated_files(RENDERED[OPENAPI]).items():
        assert path.read_text() == text, "run `make render`"


def test_no_rendered_file_is_left_over() -> None:
    """What is rendered no more is gone."""
    assert obsolete_files() == []


def test_rendering_is_the_same_every_time() -> None:
    """No clock, no chance and no order of a set is in it."""
    assert rendered_files() == RENDERED
