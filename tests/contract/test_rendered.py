"""Whatever is derived stands in its file as it would be derived now."""

from __future__ import annotations

from pathlib import Path

import pytest

from local.rendering.files import OPENAPI, generated_files, obsolete_files, rendered_files


@pytest.fixture(scope="module")
def rendered() -> dict[Path, str]:
    """Every file that carries a rendering, as it would be now."""
    return rendered_files()


def test_rendered_files_are_current(rendered: dict[Path, str]) -> None:
    """The files say what the code says."""
    old = [path for path, text in rendered.items() if not path.exists() or path.read_text() != text]
    assert old == [], "run `make render`"


def test_generated_file_is_current(rendered: dict[Path, str]) -> None:
    """What others' generators made was made from this description, and nobody edited it; Node is not asked for that."""
    for path, text in generated_files(rendered[OPENAPI]).items():
        assert path.read_text() == text, "run `make render`"


def test_no_rendered_file_is_left_over() -> None:
    """What is rendered no more is gone."""
    assert obsolete_files() == []


def test_rendering_is_the_same_every_time(rendered: dict[Path, str]) -> None:
    """No clock, no chance and no order of a set is in it."""
    assert rendered_files() == rendered
