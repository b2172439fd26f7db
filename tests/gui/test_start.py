"""Before a case is open: choosing, unlocking, making one, keeping its recovery key."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from casefile.domain.errors import ReporterCanFix
from casefile.gui.start import (
    CaseFile,
    Judgement,
    NewCaseForm,
    NewCaseWish,
    RecoveryKeyForm,
    StartWindow,
    UnlockForm,
)
from casefile.gui.start.case_list import size_words
from casefile.gui.start.fields import PassphraseField
from casefile.gui.theme import TEXT_SIZES, Look, LookWish
from casefile.gui.tokens import THEME_NAMES, ThemeName

LARKSPUR = CaseFile(
    "/cases/larkspur.casefile", "larkspur.casefile", 4_100_000, datetime(2026, 1, 3), login=True
)
HERON = CaseFile("/cases/heron.casefile", "heron.casefile", 184_000)
PHRASE = "harbour copper lantern mistake orbit velvet"
GROUPS = tuple(f"AB{n:03}" for n in range(1, 14))


@pytest.fixture
def start(qtbot) -> StartWindow:  # type: ignore[no-untyped-def]
    window = StartWindow(lambda: PHRASE)
    qtbot.addWidget(window)
    window.unlock.show_cases("Documents", [LARKSPUR, HERON])
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_unlock()
    return window


def test_the_passphrase_and_enter_are_all_it_takes(start: StartWindow) -> None:
    asked: list[tuple[str, str]] = []
    start.unlock.unlock_requested.connect(lambda path, words: asked.append((path, words)))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit) and field.accessibleName() == "Passphrase"
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "open sesame")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert asked == [(LARKSPUR.path, "open sesame")]
    assert start.unlock.accessibleName() == "Unlock larkspur.casefile"


def test_while_unlocking_nothing_can_be_changed_and_esc_cancels(start: StartWindow) -> None:
    form = start.unlock
    form._field.set_words("open sesame")
    form.set_busy(True)
    cancelled: list[int] = []
    asked: list[str] = []
    form.cancelled.connect(lambda: cancelled.append(1))
    form.unlock_requested.connect(lambda path, words: asked.append(path))
    assert form._unlock.text() == "Unlocking…" and form._field.edit.isReadOnly() and form._bar.isVisible()
    QTest.keyClick(form._field.edit, Qt.Key.Key_Return)
    QTest.keyClick(form._field.edit, Qt.Key.Key_Escape)
    assert cancelled == [1] and asked == []


def test_a_wrong_passphrase_stays_selected_and_after_three_the_keyboard_is_named(start: StartWindow) -> None:
    form = start.unlock
    for times in (1, 2, 3):
        form._field.set_words("almost it")
        form.set_busy(True)
        form.refuse(ReporterCanFix("wrong_passphrase"))
        assert form._below.words.startswith("That passphrase does not open this case.")
        assert ("Caps Lock" in form._below.words) == (times == 3)
    assert form._field.edit.selectedText() and form._field.property("state") == "wrong"
    assert not form._field.edit.isReadOnly() and form._unlock.isEnabled()
    QTest.keyClicks(form._field.edit, "x")
    assert form._below.words == "" and form._field.property("state") == ""


@pytest.mark.parametrize("code", ["case_damaged", "case_newer", "case_in_use", "not_a_case"])
def test_other_failures_are_told_with_their_one_step(start: StartWindow, code: str) -> None:
    from casefile.domain.sentences import SENTENCES

    form = start.unlock
    steps: list[str] = []
    form.step_asked.connect(steps.append)
    form.refuse(ReporterCanFix(code))
    assert form._below.words == SENTENCES[code].text and form._below.isVisible()
    step = SENTENCES[code].step
    assert form._step.isVisible() == bool(step)
    if step:
        form._step.click()
        assert steps == [code]


def test_another_case_is_chosen_with_the_arrows_and_takes_no_typed_words_along(start: StartWindow) -> None:
    form = start.unlock
    chosen: list[str] = []
    form.case_chosen.connect(chosen.append)
    form._field.set_words("for the first one")
    form._list.setFocus()
    QTest.keyClick(form._list, Qt.Key.Key_Down)
    assert chosen == [HERON.path] and form.path == HERON.path and form._field.words == ""
    assert not form._login.isVisible()
    QTest.keyClick(form._list, Qt.Key.Key_Return)
    assert form._field.edit.hasFocus()


def test_the_login_is_offered_only_where_the_keyring_holds_the_key(start: StartWindow) -> None:
    asked: list[str] = []
    start.unlock.login_requested.connect(asked.append)
    start.unlock._login.click()
    assert asked == [LARKSPUR.path]
    start.unlock.show_cases("Documents", [HERON])
    assert not start.unlock._login.isVisible() and start.unlock._single.isVisible()


def test_the_recovery_key_takes_the_fields_place(start: StartWindow) -> None:
    form = start.unlock
    asked: list[tuple[str, str]] = []
    form.recovery_requested.connect(lambda path, key: asked.append((path, key)))
    form._other.click()
    assert form._label.text() == "Recovery key" and form._field.edit.accessibleName() == "Recovery key"
    QTest.keyClicks(form._field.edit, "AB001-AB002")
    QTest.keyClick(form._field.edit, Qt.Key.Key_Return)
    assert asked == [(LARKSPUR.path, "AB001-AB002")]
    form._other.click()
    assert form._label.text() == "Passphrase" and form._field.words == ""


def test_without_a_case_the_screen_says_what_can_be_done(start: StartWindow) -> None:
    start.unlock.show_cases("", [])
    start.show_unlock()
    assert start.unlock._none.text() == "Open a case or make a new one."
    assert not start.unlock._opening.isVisible() and start.unlock._new.hasFocus()


def test_a_synced_folder_is_told_and_the_case_can_be_moved(start: StartWindow) -> None:
    moved: list[str] = []
    start.unlock.move_asked.connect(moved.append)
    start.unlock.set_synced(True)
    strip = start.unlock._synced
    assert strip.isVisible()
    next(child for child in strip.findChildren(QWidget) if child.accessibleName() == "Move").click()  # type: ignore[attr-defined]
    assert moved == [LARKSPUR.path]


def test_the_letters_are_shown_until_the_focus_leaves(start: StartWindow) -> None:
    field = start.unlock._field
    field._reveal.click()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal
    start.unlock._new.setFocus()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password


def test_caps_lock_is_noticed_by_what_it_does(qtbot) -> None:  # type: ignore[no-untyped-def]
    field = PassphraseField()
    qtbot.addWidget(field)
    heard: list[bool] = []
    field.caps_lock.connect(heard.append)
    QTest.keyClick(field.edit, "A")
    QTest.keyClick(field.edit, "A", Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(field.edit, "1")
    assert heard == [True, False]


def test_closing_the_window_takes_every_secret_out_of_it(start: StartWindow) -> None:
    start.unlock._field.set_words("open sesame")
    start.new_case.first.set_words("one two three four five")
    start.recovery_key.show_key(GROUPS, login_offered=True)
    start.close()
    left = [edit.text() for edit in start.findChildren(QLineEdit)]
    assert "open sesame" not in left and "one two three four five" not in left
    assert start.recovery_key.words() == "" and PHRASE not in start.new_case._phrase.text()
    assert not [
        label
        for label in start.findChildren(QWidget)
        if label.isVisibleTo(start) and label.property("role") == "key" and label.text() in GROUPS
    ]  # type: ignore[attr-defined]


@pytest.fixture
def form(qtbot) -> NewCaseForm:  # type: ignore[no-untyped-def]
    form = NewCaseForm(lambda: PHRASE)
    qtbot.addWidget(form)
    form.begin("/cases/untitled.casefile")
    form.show()
    return form


def fill(form: NewCaseForm) -> None:
    form.codename.setText("Larkspur")
    form.first.set_words(PHRASE)
    form.second.set_words(PHRASE)


def test_a_case_is_made_from_five_fields(form: NewCaseForm) -> None:
    made: list[NewCaseWish] = []
    form.create_requested.connect(made.append)
    fill(form)
    form.level.choose("sensitive")
    form.backup.setChecked(True)
    form.backups.set_place("/stick")
    QTest.keyClick(form.second.edit, Qt.Key.Key_Return)
    assert made == [NewCaseWish("/cases/untitled.casefile", "Larkspur", PHRASE, "sensitive", "/stick")]
    assert PHRASE not in repr(made[0])


def test_what_is_still_needed_is_said_and_create_waits(form: NewCaseForm) -> None:
    assert form.missing() == "Give it a codename." and not form._create.isEnabled()
    form.codename.setText("Larkspur")
    assert form.missing() == "Choose a longer passphrase."
    form.first.set_words("too short")
    assert form._strength.words == "Too short: 5 words or more."
    form.first.set_words(PHRASE)
    assert form.missing() == "Type the passphrase a second time."
    form.second.set_words(PHRASE[:9])
    assert form._again.words == ""
    form.second.set_words("something else")
    assert form._again.words == "Not the same as above."
    form.second.set_words(PHRASE)
    assert form._again.words == "The same." and form._create.isEnabled()
    form.backup.setChecked(True)
    assert form.missing() == "Choose a folder for the backup copy." and not form._create.isEnabled()
    form.place.set_place("")
    assert form.missing() == "Choose where the case is kept."


def test_a_phrase_is_offered_first_and_typed_once_by_hand(form: NewCaseForm) -> None:
    assert form._phrase.text() == PHRASE
    form._use()
    assert form.first.words == PHRASE and form.second.words == ""


def test_a_better_judge_of_passphrases_is_asked_with_the_codename(qtbot) -> None:  # type: ignore[no-untyped-def]
    heard: list[tuple[str, str]] = []

    def judge(words: str, codename: str) -> Judgement:
        heard.append((words, codename))
        return Judgement("Guessed within minutes.", False)

    form = NewCaseForm(judge=judge)
    qtbot.addWidget(form)
    form.codename.setText("Larkspur")
    form.first.set_words("Larkspur")
    assert ("Larkspur", "Larkspur") in heard and form._strength.words == "Guessed within minutes."
    assert not form._offer.isVisibleTo(form)


def test_a_refused_place_is_told_below_the_place(form: NewCaseForm) -> None:
    fill(form)
    form.set_busy(True)
    assert not form._create.isEnabled() and form._create.text() == "Creating…"
    form.refuse(ReporterCanFix("case_exists"))
    assert form._place_line.words.startswith("There is already a file") and form._create.isEnabled()
    form.place.set_place("/cases/other.casefile")
    assert form._place_line.words == ""


def test_every_level_says_what_it_means(form: NewCaseForm) -> None:
    words = set()
    for level in ("ordinary", "sensitive", "critical"):
        form._explain(level)
        words.add(form._level_line.text())
    assert len(words) == 3


@pytest.fixture
def key_page(qtbot) -> RecoveryKeyForm:  # type: ignore[no-untyped-def]
    page = RecoveryKeyForm()
    qtbot.addWidget(page)
    page.show_key(GROUPS, login_offered=True, ask=(2, 11))
    page.show()
    return page


def test_the_key_is_confirmed_by_typing_two_groups(key_page: RecoveryKeyForm) -> None:
    confirmed: list[bool] = []
    key_page.confirmed.connect(confirmed.append)
    first, second = key_page._fields
    assert first.accessibleName() == "Group 3" and second.accessibleName() == "Group 12"
    QTest.keyClicks(first, "ab003")
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert not key_page._finish.isEnabled() and confirmed == []
    QTest.keyClicks(second, "AB011")
    assert key_page._below.words == "Group 12 reads differently above."
    second.clear()
    QTest.keyClicks(second, "AB012")
    key_page._login.setChecked(True)
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert confirmed == [True]


def test_the_login_is_not_offered_where_the_level_forbids_it(key_page: RecoveryKeyForm) -> None:
    key_page._login.setChecked(True)
    key_page.show_key(GROUPS, login_offered=False, ask=(0, 1))
    confirmed: list[bool] = []
    key_page.confirmed.connect(confirmed.append)
    for edit, group in zip(key_page._fields, GROUPS[:2], strict=True):
        edit.setText(group)
    key_page._finish.click()
    assert not key_page._login.isVisible() and confirmed == [False]


def test_two_different_groups_are_asked_for_at_random(key_page: RecoveryKeyForm) -> None:
    seen = set()
    for _ in range(40):
        key_page.show_key(GROUPS, login_offered=True)
        seen.add(key_page._asked)
        assert key_page._asked[0] < key_page._asked[1]
    assert len(seen) > 5


def dropped(*paths: str) -> QDropEvent:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    dropped.kept = mime  # type: ignore[attr-defined]
    return QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )


def test_a_dropped_case_is_opened_and_other_files_wait_for_one(start: StartWindow) -> None:
    cases: list[str] = []
    start.case_dropped.connect(cases.append)
    start.dropEvent(dropped("/stick/heron.casefile"))
    assert cases == ["/stick/heron.casefile"]
    start.dropEvent(dropped("/a.pdf", "/b.pdf", "/c.casefile"))
    assert cases == ["/stick/heron.casefile"] and start.waiting_files == ["/a.pdf", "/b.pdf", "/c.casefile"]
    assert start.unlock.files_line.words == "Unlock or create a case first. Then the 3 files are imported."


def test_the_pine_panel_leaves_below_1000_pixels(start: StartWindow) -> None:
    start.resize(1440, 900)
    QApplication.processEvents()
    assert start.panel.isVisible() and start.panel.width() == 632
    start.resize(999, 700)
    QApplication.processEvents()
    assert not start.panel.isVisible()


@pytest.mark.parametrize("theme", THEME_NAMES)
@pytest.mark.parametrize("per_cent", TEXT_SIZES)
def test_no_word_of_the_start_forms_is_clipped(
    the_look: Look, start: StartWindow, theme: ThemeName, per_cent: int
) -> None:
    the_look.apply(LookWish(theme=theme, text_size=per_cent, reduce_motion=True))
    start.resize(1200, 800)
    for show in (
        start.show_unlock,
        lambda: start.show_new_case("/cases/x.casefile"),
        lambda: start.show_recovery_key(GROUPS, login_offered=True),
    ):
        show()
        QApplication.processEvents()
        for label in start.findChildren(QWidget):
            words = getattr(label, "text", lambda: "")()
            if not label.isVisible() or not words or label.inherits("QLineEdit"):
                continue
            if label.inherits("QLabel"):
                assert (
                    label.height() >= label.heightForWidth(label.width()) - 1
                    if label.wordWrap()
                    # type: ignore[attr-defined]
                    else (label.width() >= label.sizeHint().width() - 1)
                ), words
            elif label.inherits("QPushButton"):
                assert label.width() >= label.sizeHint().width(), words


def test_sizes_are_said_as_people_say_them() -> None:
    assert [size_words(n) for n in (12, 184_000, 4_100_000, 610_000_000, 2_000_000_000)] == [
        "12 bytes",
        "184 KB",
        "4.1 MB",
        "610 MB",
        "2.0 GB",
    ]


def test_unlock_and_new_case_need_no_core() -> None:
    """The forms say what was asked and are told what came of it: nothing here opens anything."""
    import casefile.gui.start.new_case as new_case
    import casefile.gui.start.unlock as unlock

    for module in (new_case, unlock):
        text = Path(module.__file__).read_text("utf-8")
        assert "casefile.casework" not in text
    assert UnlockForm and NewCaseForm
