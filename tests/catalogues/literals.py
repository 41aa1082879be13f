"""Finds texts in the code that read like words for people, and did not come through the words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.catalogues.messages import _function, _names
from tests.documents import ROOT

_WORDS = re.compile(r"\b[A-Za-z][a-z']+,? [a-z][a-z']+\b")
"""Two words of a sentence."""
_QUERY = re.compile(r"\s*(?:SELECT|INSERT|CREATE|PRAGMA|DELETE|UPDATE)\b")
_FOR_THE_LOG = {"_note", "write", "fault", "log", "_log", "_append"}
_NOT_SAID = {"compile", "execute", "executescript", "search", "match", "fullmatch", "sub", "namedtuple", "NewType"}


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the text of each in a module that is no message, docstring, query or line of the log."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    names = _names(tree)
    passed_over: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed_over.add(id(node.value))
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if _function(node, names) or called in _FOR_THE_LOG or called in _NOT_SAID:
                passed_over |= {id(each) for argument in node.args for each in ast.walk(argument)}
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
            passed_over |= {id(each) for each in ast.walk(node.annotation)}
        if isinstance(node, ast.FunctionDef) and node.returns is not None:
            passed_over |= {id(each) for each in ast.walk(node.returns)}
        if isinstance(node, ast.Assert) and node.msg is not None:
            passed_over |= {id(each) for each in ast.walk(node.msg)}
    for node in ast.walk(tree):
        if id(node) in passed_over:
            continue
        if isinstance(node, ast.JoinedStr):
            passed_over |= {id(each) for each in node.values}
            text = "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if _WORDS.search(text) and not text.lstrip().startswith(
            ("SELECT", "INSERT", "CREATE", "PRAGMA", "DELETE", "UPDATE")
        ):
            yield node.lineno, text
