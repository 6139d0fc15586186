"""What a mutant changes: for one node of a syntax tree, every small fault that could stand in its place.

mutmut leaves out module-level tables and whatever has a decorator. In this domain those are the status machines and the
properties that count money, so these are mutated with operators of our own.
"""

import ast
from collections.abc import Iterator
from copy import copy

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
}
TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}
PROSE = frozenset({"description", "examples", "message"})
"""Keywords whose texts people read and no code does."""


def is_left_out(call: ast.Call, keyword: ast.keyword) -> bool:
    """True for prose, and for what only asserts: that zipped lists are of one length."""
    return keyword.arg in PROSE or (keyword.arg == "strict" and ast.unparse(call.func) == "zip")


def replacements(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that a mutant has in this one's place."""
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BinOp() if type(node.op) in ARITHMETIC:
            yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
        case ast.AugAssign() if type(node.op) in ARITHMETIC:
            yield ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.Constant():
            yield from _constants(node.value)
        case ast.Call():
            yield from _calls(node)
        case ast.Set() | ast.Dict():
            yield from _without_one(node)
        case ast.If() | ast.IfExp() | ast.comprehension() | ast.stmt():
            yield from _conditions(node)
            yield from _statements(node)


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for position, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            yield ast.Compare(node.left, [*node.ops[:position], other(), *node.ops[position + 1 :]], node.comparators)


def _constants(value: object) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, str):
        yield ast.Constant(f"XX{value}")


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id in TWINS:
        yield ast.Call(ast.Name(TWINS[node.func.id], ast.Load()), node.args, node.keywords)
    for position, keyword in enumerate(node.keywords):
        if not is_left_out(node, keyword):
            yield ast.Call(node.func, node.args, [*node.keywords[:position], *node.keywords[position + 1 :]])


def _without_one(node: ast.Set | ast.Dict) -> Iterator[ast.AST]:
    """The same set or table, each time without another of its entries."""
    if isinstance(node, ast.Set):
        for position in range(len(node.elts)):
            kept = [*node.elts[:position], *node.elts[position + 1 :]]
            yield ast.Set(kept) if kept else ast.Call(ast.Name("set", ast.Load()), [], [])
        return
    for position in range(len(node.keys)):
        rest = slice(position + 1, None)
        yield ast.Dict(
            [*node.keys[:position], *node.keys[rest]],
            [*node.values[:position], *node.values[rest]],
        )


def _conditions(node: ast.AST) -> Iterator[ast.AST]:
    """Turn conditions round; what compares, combines or negates is mutated as such."""
    plain = (ast.Name, ast.Attribute, ast.Call, ast.Subscript)
    if isinstance(node, ast.comprehension):
        for position, condition in enumerate(node.ifs):
            if isinstance(condition, plain):
                other = copy(node)
                other.ifs = [*node.ifs[:position], ast.UnaryOp(ast.Not(), condition), *node.ifs[position + 1 :]]
                yield other
    elif isinstance(node, ast.If | ast.IfExp | ast.While) and isinstance(node.test, plain):
        turned = copy(node)
        turned.test = ast.UnaryOp(ast.Not(), node.test)
        yield turned


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Raise() | ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()
