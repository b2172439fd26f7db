"""No method is worn away by Qt.

What an override raises while C++ calls it is lost by PySide 6.11 together with one reference to the
override: after enough windows the function is freed while it is still in use, and the program falls.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from types import FunctionType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from casefile.gui.actions import VIEWS
from casefile.gui.main_window import MainWindow
from tests.helpers.window_cases import WindowCase


def _methods() -> dict[str, FunctionType]:
    return {
        f"{module}.{kind.__qualname__}.{name}": made
        for module, held in list(sys.modules.items())
        if module.startswith("casefile.gui")
        for kind in list(vars(held).values())
        if isinstance(kind, type) and issubclass(kind, QObject) and kind.__module__ == module
        for name, made in vars(kind).items()
        if isinstance(made, FunctionType)
    }


def _go_round(path: Path) -> None:
    case = WindowCase(path)
    case.hold()
    window = MainWindow(case.session)
    window.show()
    for view in VIEWS:
        window.show_view(view)
        case.settle()
    case.session.closing.emit()
    case.discard(window)
    case.close()


def test_every_view_can_come_and_go_without_wearing_out_a_method(tmp_path: Path, qapp: QApplication) -> None:
    _go_round(tmp_path / "first.casefile")  # loads what is loaded late
    methods = _methods()
    spare = [[method] * 50 for method in methods.values()]  # so that a loss is counted, not fatal
    gc.collect()
    before = {name: sys.getrefcount(method) for name, method in methods.items()}
    for name in ("second", "third"):
        _go_round(tmp_path / f"{name}.casefile")
    gc.collect()
    worn = {
        name: before[name] - sys.getrefcount(method)
        for name, method in methods.items()
        if sys.getrefcount(method) < before[name]
    }
    assert spare and len(methods) > 500
    assert worn == {}
