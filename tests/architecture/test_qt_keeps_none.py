"""PySide6 6.12.0 takes one reference of None with every call that returns nothing.

On Python 3.10 and 3.11 the program then dies after some thousand calls ("Fatal Python error:
none_dealloc"). Later Pythons do not count None, so there this test cannot fail, and needs not.
"""

from __future__ import annotations

import subprocess
import sys

CALL_OFTEN = """
import sys
from PySide6.QtWidgets import QApplication, QWidget

application = QApplication([])
window = QWidget()
window.setWindowTitle("first")
before = sys.getrefcount(None)
for number in range(1000):
    window.setWindowTitle("again")
print(sys.getrefcount(None) - before)
"""


def test_a_thousand_calls_of_qt_leave_none_as_often_referred_to_as_before() -> None:
    run = subprocess.run(
        [sys.executable, "-c", CALL_OFTEN], capture_output=True, text=True, timeout=60, check=True
    )
    assert abs(int(run.stdout)) < 100
