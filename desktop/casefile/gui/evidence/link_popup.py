"""L and Shift+S outside the library: the same form in a popup, after a passage was found if need be."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent

from casefile.casework.finding_passages import PassageOffered, passages_for
from casefile.gui import theme
from casefile.gui.evidence.room import EvidenceRoom
from casefile.gui.inspector.choice_field import Answer, ChoiceField
from casefile.gui.inspector.choices import Choice
from casefile.gui.inspector.link_form import LinkForm
from casefile.gui.library.words import passage_place
from casefile.gui.session import LinkWanted
from casefile.gui.widgets import KeyCap, PlainLabel, PopupFrame

FORM_WIDTH, FORM_HEIGHT = 340, 640
FIND_WIDTH, FIND_HEIGHT = 560, 330
VIEWS = ("evidence", "claims")


class Linking(QObject):
    """Hears who wants a link, and makes the popups when they are first needed."""

    def __init__(self, room: EvidenceRoom) -> None:
        super().__init__(room)
        self._room = room
        self._popup: LinkPopup | None = None
        self._finder: FindPassage | None = None
        room.session.link_form_wanted.connect(self._wanted)

    @property
    def popup(self) -> LinkPopup:
        """The form over the centre."""
        if self._popup is None:
            self._popup = LinkPopup(self._room)
        return self._popup

    @property
    def finder(self) -> FindPassage:
        """The search for a passage."""
        if self._finder is None:
            self._finder = FindPassage(self._room)
        return self._finder

    def _wanted(self, wanted: LinkWanted) -> None:
        if self._room.window.view not in VIEWS:
            return
        if wanted.passage is not None or wanted.item is not None:
            self.popup.ask(wanted)
        elif wanted.claim is not None:
            self.finder.ask(wanted.claim)


class LinkPopup(PopupFrame):
    """The link form over the centre. In the library the form stands in the inspector instead."""

    def __init__(self, room: EvidenceRoom) -> None:
        super().__init__(room.window, "Link to a claim")
        self._room = room
        self.form = LinkForm(room.session, room.marks)
        self.column.addWidget(self.form)
        self.form.done.connect(self.close_up)
        room.window.view_changed.connect(lambda _view: self.close_up())

    def place_again(self) -> None:
        self.setGeometry(self._place())

    def ask(self, wanted: LinkWanted) -> None:
        """Opens the form for a passage or for words."""
        self.form.begin(wanted)
        self.open_at(self._place(), self.form)

    def _place(self) -> QRect:
        """At the right of the centre, as high as there is room."""
        px, window = theme.look().px, self._room.window
        host = window.centre
        place = QRect(host.mapTo(window, host.rect().topLeft()), host.size())
        width, height = min(px(FORM_WIDTH), place.width()), min(px(FORM_HEIGHT), place.height() - px(60))
        return QRect(place.right() - width - px(8), place.top() + px(48), width, height)


class FindPassage(PopupFrame):
    """Which passage? By its words or its number; the form follows with the claim set."""

    def __init__(self, room: EvidenceRoom) -> None:
        super().__init__(room.window, "Find passages")
        self._room = room
        self._claim = 0
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(8)
        self._title = PlainLabel("", "strong", wrap=True)
        self.column.addWidget(self._title)
        self.field = ChoiceField("Words of a passage, or its number", "Find a passage", self._look_up)
        self.field.picked.connect(lambda choice, _stay: self._picked(choice))
        self.field.left.connect(self.close_up)
        self.column.addWidget(self.field)
        self.column.addStretch(1)
        self.column.addWidget(KeyCap("Esc"), 0, Qt.AlignmentFlag.AlignRight)
        room.window.view_changed.connect(lambda _view: self.close_up())

    def ask(self, claim: int) -> None:
        """Looks for passages to link to a claim."""
        self._claim = claim
        held = self._room.session.case.look.claims.get(claim)
        words = held.proposition if held is not None else ""
        self._title.setText(f"Find a passage for C{claim}: {words}")
        self.field.clear()
        self.open_at(self._place(), self.field.edit)
        self.field.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)

    def place_again(self) -> None:
        self.setGeometry(self._place())

    def _place(self) -> QRect:
        px, window = theme.look().px, self._room.window
        host = window.centre
        place = QRect(host.mapTo(window, host.rect().topLeft()), host.size())
        width = min(px(FIND_WIDTH), place.width() - px(24))
        return QRect(place.center().x() - width // 2, place.top() + px(56), width, px(FIND_HEIGHT))

    def _look_up(self, typed: str, answer: Answer) -> None:
        claim = self._claim
        self._room.session.case.ask(
            lambda store: passages_for(store, typed, claim),
            lambda found: answer([_choice(one) for one in found]),
            instead_of="passages offered",
        )

    def _picked(self, choice: Choice) -> None:
        self.close_up()
        wanted = LinkWanted(passage=int(choice.key), claim=self._claim)
        self._room.session.link_form_wanted.emit(wanted)


def _choice(one: PassageOffered) -> Choice:
    words = " ".join(one.row.exact.split())
    shown = words if len(words) <= 72 else f"{words[:71].rstrip()}…"
    place = passage_place(one.row)
    note = f"{place} · {one.item_name}" if place else one.item_name
    return Choice(one.row.n, shown, lead=f"P{one.row.n}", note=note)
