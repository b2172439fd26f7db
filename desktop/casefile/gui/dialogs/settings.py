"""Settings of the window and of this case: how it looks, its keys, the curtain's PIN. Applied at once."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit

from casefile import settings
from casefile.casework import curtain_pin
from casefile.gui import theme
from casefile.gui.dialogs.frame import DialogFrame
from casefile.gui.main_window import MainWindow
from casefile.gui.session import Session
from casefile.gui.widgets import Button, PlainLabel
from casefile.gui.widgets.buttons import Toggle

THEMES = {
    "system": "Like the system",
    "light": "Light",
    "dark": "Dark",
    "contrast": "High contrast, black",
    "contrast_light": "High contrast, white",
}
TEXT_SIZES = (90, 100, 115, 130, 150)


class SettingsDialog(DialogFrame):
    """One page; each change applies as it is made and says where it could not be kept."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__("Settings", window, 560, 420)
        self._session, self._window = session, window
        self._settings = settings.load()
        form = QFormLayout()
        form.setSpacing(12)
        self.body.addLayout(form)
        self.body.addStretch(1)
        self.theme = _choice("Theme", list(THEMES.items()), self._settings.theme)
        self.theme.currentIndexChanged.connect(self._look)
        form.addRow(PlainLabel("Theme"), self.theme)
        sizes = [(str(size), f"{size} %") for size in TEXT_SIZES]
        self.text_size = _choice("Text size", sizes, str(self._settings.text_size))
        self.text_size.currentIndexChanged.connect(self._look)
        form.addRow(PlainLabel("Text size"), self.text_size)
        self.letters = Toggle("Single-letter keys")
        self.letters.setChecked(self._settings.single_letter_keys)
        self.letters.toggled.connect(self._set_letters)
        form.addRow(PlainLabel("Single-letter keys"), self.letters)
        self.pin = QLineEdit()
        self.pin.setAccessibleName("PIN of the curtain")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setPlaceholderText("Four letters or digits at least")
        set_pin = Button("Set PIN", "", "small")
        set_pin.clicked.connect(self._set_pin)
        form.addRow(PlainLabel("PIN of the curtain"), self.pin)
        form.addRow(PlainLabel(""), set_pin)
        self.said = PlainLabel("", "small", "text2")
        self.body.addWidget(self.said)
        self.add_close("Done")

    def _look(self) -> None:
        chosen, size = str(self.theme.currentData()), int(self.text_size.currentData())
        theme.look().apply_changes(theme=chosen, text_size=size)
        self._keep(theme=chosen, text_size=size)

    def _set_letters(self, on: bool) -> None:
        self._window.deeds.set_single_letters(on)
        self._keep(single_letter_keys=on)

    def _set_pin(self) -> None:
        pin = self.pin.text()
        self.pin.clear()
        self._session.case.write(
            lambda store: curtain_pin.set_pin(store, pin),
            lambda _: self.said.setText("The PIN is set." if pin else "The curtain asks for the passphrase."),
            self._refused,
        )

    def _refused(self, problem: BaseException) -> None:
        self.said.setText(f"A PIN has at least {curtain_pin.SHORTEST} letters or digits.")

    def _keep(self, **changes: object) -> None:
        self._settings = settings.replaced(self._settings, **changes)
        if not settings.keep(self._settings):
            self.said.setText("Could not save this setting. It works until you close.")


def _choice(name: str, choices: list[tuple[str, str]], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for key, words in choices:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
