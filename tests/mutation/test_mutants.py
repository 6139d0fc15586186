"""The mutator itself: each kind of fault is made, and what guards or explains is left alone."""

import pytest

from tests.mutation.mutants import mutants_of


def changes(source: str) -> list[tuple[str, str]]:
    """Every mutant of a piece of code, before and after."""
    return [(mutant.before, mutant.after) for mutant in mutants_of("money", source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", [("a < b", "a <= b"), ("a < b", "a >= b")]),
        ("a + b", [("a + b", "a - b")]),
        ("a += b", [("a += b", "a -= b")]),
        ("a and b", [("a and b", "a or b")]),
        ("not a", [("not a", "a")]),
        ("a[7]", [("a[7]", "a[8]")]),
        ("a['b']", [("a['b']", "a['XXb']")]),
        ("a = True", [("True", "False")]),
        ("a = b(c=d)", [("b(c=d)", "b()")]),
        ("a = min(b)", [("min(b)", "max(b)")]),
        ("a = {b, c}", [("{b, c}", "{c}"), ("{b, c}", "{b}")]),
        ("a = {b: c}", [("{b: c}", "{}")]),
        ("b if a else c", [("b if a else c", "b if not a else c")]),
        ("raise a", [("raise a", "pass")]),
        ("check(a)", [("check(a)", "pass")]),
        ("while a:\n    break", [("while a:", "while not a:"), ("break", "continue")]),
    ],
)
def test_every_small_fault_is_made(source: str, expected: list[tuple[str, str]]) -> None:
    """Comparisons, arithmetic, conditions, constants, entries, returns, raises and calls."""
    assert changes(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "assert a < 1",
        "def f(a: 'b | 1') -> 'c': ...",
        "'''A docstring.'''",
        "@property\ndef f(): ...",
        "raise",
        "from a import b",
        "zip(a, strict=True)",
        "Field(description='for people')",
    ],
)
def test_what_guards_or_explains_is_left_alone(source: str) -> None:
    """Only the statement as a whole may go, where it is one."""
    assert all(after == "pass" for _, after in changes(source))


def test_message_of_an_error_is_left_alone_but_not_the_error() -> None:
    """Its text is for people; that it is raised, and its code, are not."""
    assert [after for _, after in changes("raise errors.InvalidField('a', 'B', 'send 1')")] == [
        "pass",
        "errors.InvalidField('XXa', 'B', 'send 1')",
        "errors.InvalidField('a', 'XXB', 'send 1')",
    ]


def test_fault_is_applied_where_it_was_found() -> None:
    """And nowhere else."""
    mutant = next(each for each in mutants_of("money", "a = 1\nb = 1\n") if each.line == 2)
    mutant.apply()
    code = compile(mutant.tree, "mutant", "exec")
    values: dict[str, int] = {}
    exec(code, values)
    assert (values["a"], values["b"]) == (1, 2)
    assert mutant.name == "money.module: `1` → `2`"
