"""The mutants of one module: each is its text with one small change. No wording is changed, and no type.

Which changes there are is mutmut's list; ours adds what that lacks and what matters most in rules: a refusal
left out, a condition that always or never holds, one member less in a table of who may do what.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import libcst as cst
import libcst.matchers as m
from mutmut.mutation.mutators import mutation_operators

Change = Callable[[cst.CSTNode], Iterable[cst.CSTNode]]

OTHERS = {"any": "all", "all": "any", "min": "max", "max": "min"}
# Arguments that state what is so anyway: that a zip ends evenly, and how a dataclass lies in memory.
STATED = frozenset({"strict", "slots"})
# Calls whose arguments may stand in any order.
EITHER_WAY = frozenset({"compare_digest", "max", "min"})
# The order of bytes that Python takes where none is given.
BIG = m.SimpleString(value='"big"')
# Calls that only state a type or mark a sentence for translators.
STATEMENTS = frozenset({"TypeVar", "ParamSpec", "cast", "gettext_noop", "gettext_lazy", "gettext"})


@dataclass(frozen=True)
class Mutant:
    """A module with one change: its first line, what stood there, what stands there, and the whole text."""

    line: int
    was: str
    becomes: str
    text: str


@lru_cache
def mutants_of(text: str) -> tuple[Mutant, ...]:
    """Every mutant of a module's text that is Python, in the order of its lines."""
    module = cst.parse_module(text)
    texts: dict[str, None] = {}
    ends = 0
    for statement in module.body:
        finder = _Finder()
        statement.visit(finder)
        own = module.code_for_node(statement)
        begins = text.index(own, ends)
        ends = begins + len(own)
        for node, changed in finder.found:
            mutated = statement.deep_replace(node, changed)
            texts[text[:begins] + module.code_for_node(mutated) + text[ends:]] = None
    texts.pop(text, None)
    return tuple(_described(text, mutated) for mutated in texts if _compiles(mutated))


def _compiles(text: str) -> bool:
    try:
        compile(text, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _described(text: str, mutated: str) -> Mutant:
    before, after = text.splitlines(), mutated.splitlines()
    same = _alike(before, after)
    same_after = _alike(before[same:][::-1], after[same:][::-1])
    was, becomes = before[same : len(before) - same_after], after[same : len(after) - same_after]
    return Mutant(same + 1, _joined(was), _joined(becomes), mutated)


def _alike(one: list[str], other: list[str]) -> int:
    """How many lines are the same from the beginning."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines).strip()


class _Finder(cst.CSTVisitor):
    """Goes through a module and keeps each node beside what it may become."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if _is_left_alone(node):
            return False
        self.found += [(node, changed) for changed in _changes(node)]
        return True


def _is_left_alone(node: cst.CSTNode) -> bool:
    """Types, imports, what only states something to a reader or a type checker, and wording."""
    match node:
        case cst.Annotation() | cst.Import() | cst.ImportFrom() | cst.Assert():
            return True
        case cst.Call(func=cst.Name(value=name)) if name in STATEMENTS:
            return True
        case cst.SimpleString() | cst.ConcatenatedString() | cst.FormattedStringText():
            return _is_wording(node)
        case cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString() | cst.Ellipsis()):
            return True
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))], value=value):
            return name == "__all__" or (
                not name.isupper() and _is_type(value) and name.lstrip("_")[:1].isupper()
            )
        case cst.Arg(keyword=cst.Name(value=name)) if name in STATED:
            return True
        case cst.ClassDef(bases=bases) if any(m.matches(base.value, m.Name("Protocol")) for base in bases):
            return True
        case cst.Decorator():
            return not m.matches(node.decorator, m.Call(func=m.Name("dataclass")))
        case _:
            return False


def _is_type(value: cst.BaseExpression) -> bool:
    return isinstance(value, cst.Subscript) or m.matches(value, m.BinaryOperation(operator=m.BitOr()))


def _is_wording(node: cst.CSTNode) -> bool:
    """A sentence or part of one: words with a space between them. What it says is looked at elsewhere."""
    text = cst.Module([]).code_for_node(node)
    return '"""' in text or any(
        one.isalpha() and other.isalpha()
        for one, space, other in zip(text, text[1:], text[2:], strict=False)
        if space == " "
    )


def _changes(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    for kind, change in (*mutation_operators, *OURS):
        if not isinstance(node, kind):
            continue
        for changed in change(node):
            if not _is_untypeable(node, changed):
                yield changed
            if isinstance(node, cst.BaseString):  # once is enough: not in capitals as well
                break


def _is_untypeable(node: cst.CSTNode, changed: cst.CSTNode) -> bool:
    """What mypy nearly always refuses: None for a value, or a call without one of its first arguments."""
    if isinstance(node, cst.Assign | cst.AnnAssign) and isinstance(changed, cst.Assign | cst.AnnAssign):
        return changed.value is not None and m.matches(changed.value, m.Name("None"))
    if not (isinstance(node, cst.Call) and isinstance(changed, cst.Call)):
        return False
    pairs = list(zip(node.args, changed.args, strict=False))
    if len(node.args) > len(changed.args):
        gone = next((before for before, after in pairs if before is not after), node.args[-1])
        if gone.keyword is not None:
            return gone.keyword.value in STATED
        return gone is not node.args[-1] or m.matches(gone.value, BIG)
    return any(
        m.matches(after.value, m.Name("None")) and not m.matches(before.value, m.Name("None"))
        for before, after in pairs
        if before.value is not after.value
    )


# --- what mutmut's list lacks ----------------------------------------------------------------------------


def _left_out(node: cst.SimpleStatementLine) -> Iterator[cst.CSTNode]:
    """A refusal, a deletion or a record that does not happen."""
    only = node.body[0]
    does = isinstance(only, cst.Raise | cst.Expr | cst.AugAssign | cst.Del) and not _is_left_alone(only)
    if does and len(node.body) == 1:
        yield node.with_changes(body=[cst.Pass()])


def _decided(node: cst.If | cst.While) -> Iterator[cst.CSTNode]:
    """A condition that always or never holds."""
    answers = ("True", "False") if isinstance(node, cst.If) else ("False",)
    for answer in answers:
        yield node.with_changes(test=cst.Name(answer))


def _all_taken(node: cst.CompFor) -> Iterator[cst.CSTNode]:
    """A comprehension without one of its conditions."""
    for at in range(len(node.ifs)):
        yield node.with_changes(ifs=[*node.ifs[:at], *node.ifs[at + 1 :]])


def _one_side(node: cst.BooleanOperation) -> Iterator[cst.CSTNode]:
    for side in (node.left, node.right):
        yield side.with_changes(lpar=[cst.LeftParen(), *side.lpar], rpar=[*side.rpar, cst.RightParen()])


def _one_less(node: cst.Set | cst.List | cst.Tuple | cst.Dict) -> Iterator[cst.CSTNode]:
    """A table without one of its members."""
    if isinstance(node, cst.Set) and len(node.elements) == 1:
        yield cst.parse_expression("set()")
        return
    for at in range(len(node.elements)):
        yield node.with_changes(elements=[*node.elements[:at], *node.elements[at + 1 :]])


def _swapped(node: cst.Call) -> Iterator[cst.CSTNode]:
    """The first two arguments in each other's place."""
    first, second = (*node.args, None, None)[:2]
    if isinstance(node.func, cst.Name) and node.func.value in EITHER_WAY:
        return
    if first and second and not (first.keyword or second.keyword or first.star or second.star):
        swapped = [first.with_changes(value=second.value), second.with_changes(value=first.value)]
        yield node.with_changes(args=[*swapped, *node.args[2:]])


def _other_name(node: cst.Call) -> Iterator[cst.CSTNode]:
    if isinstance(node.func, cst.Name) and node.func.value in OTHERS:
        yield node.with_changes(func=cst.Name(OTHERS[node.func.value]))


def _other_end(node: cst.Slice) -> Iterator[cst.CSTNode]:
    """A slice without one of its ends."""
    if node.lower is not None and node.upper is not None:
        yield node.with_changes(lower=None)
        yield node.with_changes(upper=None)


def _handled_otherwise(node: cst.ExceptHandler) -> Iterator[cst.CSTNode]:
    """A fault that is passed on instead of being caught."""
    again = cst.SimpleStatementLine([cst.Raise()])
    if isinstance(node.body, cst.IndentedBlock):
        yield node.with_changes(body=node.body.with_changes(body=[again]))


OURS: tuple[tuple[type[cst.CSTNode] | tuple[type[cst.CSTNode], ...], Change], ...] = (
    (cst.SimpleStatementLine, _left_out),
    ((cst.If, cst.While), _decided),
    (cst.CompFor, _all_taken),
    (cst.BooleanOperation, _one_side),
    ((cst.Set, cst.List, cst.Tuple, cst.Dict), _one_less),
    (cst.Call, _swapped),
    (cst.Call, _other_name),
    (cst.Slice, _other_end),
    (cst.ExceptHandler, _handled_otherwise),
)
