"""What stands before a case is open: Unlock, New case, the recovery key."""

from casefile.gui.start.new_case import NewCaseForm, NewCaseWish
from casefile.gui.start.recovery_key import RecoveryKeyForm
from casefile.gui.start.start_window import StartWindow
from casefile.gui.start.unlock import CaseFile, UnlockForm

__all__ = ["CaseFile", "NewCaseForm", "NewCaseWish", "RecoveryKeyForm", "StartWindow", "UnlockForm"]
