"""Takes out of a module what is there for who checks types alone, so that `typing` needn't be loaded: 0.3 MiB.

What remains does the same. Where a name of `typing` is more than that, and this doesn't know what it does, the module
imports it as ever.
"""

import ast
from typing import TypeVar

_Scope = TypeVar("_Scope", ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_TYPING = "typing"
_ANYTHING = {"Any", "BinaryIO", "Final", "IO", "Literal", "NoReturn", "Never", "Optional", "Self", "TextIO", "Union"}
"""What can stand where a value is a type, and is the same to all that asks nothing of it."""
_ASKING = {"__annotations__", "get_annotations", "get_type_hints", "singledispatch", "singledispatchmethod", "ClassVar"}
"""A module in which one of these stands reads annotations."""


def without_typing(tree: ast.Module, *, ours: bool) -> ast.Module:
    """Change a module so that it imports no more of `typing` than it needs."""
    if ours or not _reads_annotations(tree):
        imported = _imported(tree)
        variables = {name for node in tree.body if ours and (name := _variable(node, imported))}
        tree = _Untyped(imported, variables, ours=ours).visit(tree)
        _forget_imports(tree)
    return ast.fix_missing_locations(tree)


def _reads_annotations(tree: ast.Module) -> bool:
    return any(
        _ASKING & {getattr(each, "id", ""), getattr(each, "attr", ""), getattr(each, "name", "")}
        for each in ast.walk(tree)
    )


def _imported(tree: ast.Module) -> set[str]:
    """What is imported from there under its own name, and isn't meant by that name otherwise.

    Who imports all that another module has may mean what that imported.
    """
    takes_all = any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in tree.body)
    found = {*(_ANYTHING if takes_all else ())} | {
        each.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == _TYPING
        for each in node.names
        if each.asname is None
    }
    return found - {
        each.id for each in ast.walk(tree) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }


def _variable(node: ast.stmt, imported: set[str]) -> str | None:
    """The name of a variable for types that is made here; None where none is."""
    if isinstance(node, ast.Assign) and _is_call_of("TypeVar", node.value, imported):
        (target,) = node.targets
        return target.id if isinstance(target, ast.Name) else None
    return None


def _is_call_of(name: str, node: ast.expr, imported: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name and name in imported


class _Untyped(ast.NodeTransformer):
    """Leaves out what says of which types values are."""

    def __init__(self, imported: set[str], variables: set[str], *, ours: bool) -> None:
        self._imported, self._ours = imported, ours
        self._variables = variables
        self._anything = (_ANYTHING & imported) | variables
        self._in_class = False

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        """Of ours, one for several types is one for any, and says so of itself."""
        if self._ours and any(map(self._is_for_types, node.bases)):
            node.bases = [each for each in node.bases if not self._is_for_types(each)]
            node.body += ast.parse("__class_getitem__ = classmethod(lambda kind, _: kind)").body
        self._visit_within(node, is_class=True)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        return self._visit_within(node, is_class=False)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AsyncFunctionDef:
        node.returns = None
        return self._visit_within(node, is_class=False)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        """In a class these are fields; elsewhere they say nothing but the type."""
        self.generic_visit(node)
        if self._in_class:
            return node
        if node.value is None:
            return ast.copy_location(ast.Pass(), node)
        return ast.copy_location(ast.Assign([node.target], node.value), node)

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        """A variable for types is any of them, where another module asks for it, and so is a type made with one."""
        names = {each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)}
        if _variable(node, self._imported) in self._variables:
            node.value = self._any(node)
        elif isinstance(node.value, ast.Subscript) and names & self._variables:
            node.value = ast.copy_location(ast.Name("list", ast.Load()), node.value)  # which takes any type, too
        else:
            self.generic_visit(node)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if isinstance(node.value, ast.Name) and node.value.id in self._anything:
            return self._any(node)
        self.generic_visit(node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if isinstance(node.ctx, ast.Load) and node.id in self._anything:
            return self._any(node)
        if node.id == "TYPE_CHECKING" and node.id in self._imported:
            return ast.copy_location(ast.Constant(value=False), node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A cast is its value."""
        if _is_call_of("cast", node, self._imported) and len(node.args) > 1:
            self.generic_visit(node)
            return node.args[1]
        self.generic_visit(node)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        """What is never reached fails if it is."""
        self.generic_visit(node)
        call = node.value
        if isinstance(call, ast.Call) and _is_call_of("assert_never", call, self._imported):
            return ast.copy_location(ast.Raise(ast.Call(ast.Name("AssertionError", ast.Load()), call.args, [])), node)
        return node

    def _visit_within(self, node: _Scope, *, is_class: bool) -> _Scope:
        outer, self._in_class = self._in_class, is_class
        self.generic_visit(node)
        self._in_class = outer
        return node

    def _is_for_types(self, base: ast.expr) -> bool:
        name = base.value if isinstance(base, ast.Subscript) else base
        return isinstance(name, ast.Name) and name.id in {"Generic", "Protocol"} & self._imported

    def _any(self, node: ast.stmt | ast.expr) -> ast.Name:
        return ast.copy_location(ast.Name("object", ast.Load()), node)


def _forget_imports(tree: ast.Module) -> None:
    """Import what is still named."""
    named = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == _TYPING:
            node.names = [each for each in node.names if each.asname or each.name in named]
    tree.body = [each for each in tree.body if not isinstance(each, ast.ImportFrom) or each.names]
