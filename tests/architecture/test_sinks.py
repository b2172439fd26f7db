"""Nothing of a stranger's reaches a rich-text setter or an image plug-in of the window's process.

Qt guesses: a label, a tool tip or a message box given `<img src="file:///…">` lays it out and loads it.
So the window names plain text wherever the words are not its own. What breaks a rule on purpose stands
in `ALLOWED` with its reason.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.helpers.source import PACKAGE, modules, place

FORBIDDEN = frozenset(
    {
        *("setHtml", "insertHtml", "appendHtml", "fromHtml", "setMarkdown", "insertMarkdown", "fromMarkdown"),
        *("RichText", "MarkdownText", "AutoText", "QTextBrowser", "QTextDocumentFragment"),
        *("QImageReader", "QMovie", "loadFromData", "fromData", "QtPdf", "QtPdfWidgets", "QPdfDocument"),
        *(
            "QtWebEngineCore",
            "QtWebEngineWidgets",
            "QtWebView",
            "QtMultimedia",
            "QtNetwork",
            "QtQml",
            "QtQuick",
        ),
    }
)
GUESSING_WIDGETS = frozenset({"QLabel", "QMessageBox"})
TIP_SETTERS = frozenset({"setToolTip", "setWhatsThis", "showText"})
PLAIN_MAKERS = frozenset({"tip_text"})
"""Functions of ours that answer with text Qt cannot take for markup."""

ALLOWED: dict[tuple[str, str], str] = {}
"""(module below casefile/gui, name) → why it may stand there."""


def _breaks(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.walk(tree):
        for name in _names_used(node):
            if name in FORBIDDEN:
                yield name, node
        if isinstance(node, ast.Call) and _name_called(node) in TIP_SETTERS:
            words = [*node.args, *(keyword.value for keyword in node.keywords)]
            if not any(_is_our_own(word) for word in words):
                yield _name_called(node), node
    guessing = [node for node in ast.walk(tree) if _makes_guessing_widget(node)]
    plain = sum(_names_plain_text(node) for node in ast.walk(tree))
    for node in guessing[plain:]:
        yield "QLabel", node
    if "ToolTipRole" in _all_names(tree) and not PLAIN_MAKERS & _all_names(tree):
        yield "ToolTipRole", tree


def _names_used(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Attribute):
        return [node.attr]
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.ImportFrom):
        return [*(node.module or "").split("."), *(alias.name for alias in node.names)]
    if isinstance(node, ast.Import):
        return [part for alias in node.names for part in alias.name.split(".")]
    return []


def _all_names(tree: ast.Module) -> set[str]:
    return {name for node in ast.walk(tree) for name in _names_used(node)}


def _name_called(node: ast.Call) -> str:
    return (_names_used(node.func) or [""])[0]


def _is_our_own(word: ast.expr) -> bool:
    """A text written in the source, translated or not, or one made plain."""
    if isinstance(word, ast.Constant):
        return isinstance(word.value, str)
    if isinstance(word, ast.Call):
        name = _name_called(word)
        return name in PLAIN_MAKERS or (name in ("tr", "translate") and all(map(_is_our_own, word.args)))
    return False


def _makes_guessing_widget(node: ast.AST) -> bool:
    if isinstance(node, ast.ClassDef):
        return any(GUESSING_WIDGETS & set(_names_used(base)) for base in node.bases)
    if not isinstance(node, ast.Call):
        return False
    made = _name_called(node) in GUESSING_WIDGETS
    asked = isinstance(node.func, ast.Attribute) and bool(
        GUESSING_WIDGETS & set(_names_used(node.func.value))
    )
    return (made or asked) and not (node.args and _is_our_own(node.args[0]))


def _names_plain_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and _name_called(node) == "setTextFormat"
        and any("PlainText" in _names_used(word) for word in node.args)
    )


def test_the_window_lays_out_nothing_of_a_strangers_as_markup() -> None:
    met: Counter[tuple[str, str]] = Counter()
    wrong = []
    for path, tree in modules("gui"):
        module = path.relative_to(PACKAGE / "gui").as_posix()
        for name, node in _breaks(tree):
            met[module, name] += 1
            if (module, name) not in ALLOWED:
                wrong.append(f"{place(path, node)} {name}")
    assert wrong == []
    assert [entry for entry in ALLOWED if not met[entry]] == [], "an exception nobody needs any more"


@pytest.mark.parametrize(
    "source",
    [
        "view.setHtml(title)",
        "from PySide6.QtWidgets import QTextBrowser",
        "import PySide6.QtPdf",
        "QtGui.QImageReader(path)",
        "image.loadFromData(untrusted)",
        "label = QLabel(item.title)",
        "label = QtWidgets.QLabel()\nlabel.setText(item.title)",
        "class Title(QLabel):\n    pass",
        "a, b = QLabel(x), QLabel(y)\na.setTextFormat(Qt.TextFormat.PlainText)",
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "QMessageBox.warning(self, title, text)",
        "button.setToolTip(item.title)",
        "button.setToolTip(f'{item.title}')",
        "button.setToolTip(self.tr(item.title))",
        "QToolTip.showText(place, item.title)",
        "if role == Qt.ItemDataRole.ToolTipRole:\n    answer = item.title",
    ],
)
def test_the_rule_sees_a_sink(source: str) -> None:
    assert list(_breaks(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "label = QLabel('Passphrase')",
        "label = QLabel(self.tr('Passphrase'))",
        "label = QLabel(item.title)\nlabel.setTextFormat(Qt.TextFormat.PlainText)",
        "button.setToolTip('Lock this case')",
        "button.setToolTip(tip_text(item.title))",
        "if role == Qt.ItemDataRole.ToolTipRole:\n    answer = tip_text(item.title)",
        "edit.setPlainText(item.text)",
    ],
)
def test_the_rule_leaves_plain_words_alone(source: str) -> None:
    assert list(_breaks(ast.parse(source))) == []
