"""What stands before a case is open: Unlock, New case, the recovery key."""

from casefile.gui.start.case_list import CaseFile
from casefile.gui.start.new_case import Judgement, NewCaseForm, NewCaseWish
from casefile.gui.start.recovery_key import RecoveryKeyForm
from casefile.gui.start.start_window import StartWindow
from casefile.gui.start.unlock import UnlockForm

__all__ = [
    "CaseFile",
    "Judgement",
    "NewCaseForm",
    "NewCaseWish",
    "RecoveryKeyForm",
    "StartWindow",
    "UnlockForm",
]
