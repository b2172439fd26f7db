"""The sheet of one contact (picture 11): what may be printed, who it is, how much weight, what was said.

One widget for open and protected contacts; what a protected one alone has is hidden for the others. It is
emptied the moment protected sources close.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casefile.domain.contacts import Channel, Contact, Conversation, GroundRules
from casefile.domain.protected import Identity, ProtectedContents
from casefile.gui import theme
from casefile.gui.contacts.channels import ChannelsSection
from casefile.gui.contacts.editing import ContactHand, OpenHand, ProtectedHand
from casefile.gui.contacts.identity_card import IdentityCard
from casefile.gui.contacts.note_field import NoteField
from casefile.gui.contacts.resting import RestingSection
from casefile.gui.contacts.room import ContactsRoom
from casefile.gui.contacts.talks import TalksSection
from casefile.gui.contacts.terms_card import TermsCard
from casefile.gui.contacts.weight_card import ROOM_FOR_FOUR, WeightCard
from casefile.gui.contacts.words import contact_icon, under_the_name
from casefile.gui.inspector.facts import FactField
from casefile.gui.widgets import Button, Hairline, IconButton, IconSign, PlainLabel, Surface

SIDE_BY_SIDE = 470
"""Pixels at 100 % from which *What may be printed* and *Real identity* stand side by side."""
_EMPTY = Contact(0, "", "")


class ContactSheetView(QScrollArea):
    """Shows a contact and hands what is changed to its hand (`gui.contacts.editing`)."""

    menu_wanted = Signal()

    def __init__(self, room: ContactsRoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._hand: ContactHand | None = None
        self._shown: tuple[bool, str | int] = (False, 0)
        self.setAccessibleName("Contact")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._build()
        self._connect()
        self._begin(False, 0, None)
        self._show(_EMPTY, (), protected=False)
        theme.look().changed.connect(self._fit)

    def show_open(self, contact: Contact, log: Sequence[Conversation]) -> None:
        """Shows an open contact; ``log`` with its newest entry first."""
        self._begin(False, contact.n, OpenHand(self._room.session, contact.n))
        self._show(contact, log, protected=False)

    def show_source(self, contact: Contact, contents: ProtectedContents) -> None:
        """Shows a protected source."""
        said = self._room.window.status.say_deed
        other = self._begin(
            True,
            contact.id,
            ProtectedHand(self._room.session, contact.id, lambda words: said(words, "shield")),
        )
        self.identity.show_identity(contents.identity(contact.id), other_source=other)
        terms_set = contact.ground_rules is not GroundRules.NOT_SET
        self.resting.show_links(contents.links_of(contact.id), terms_set=terms_set)
        log = tuple(reversed(contents.log_of(contact.id)))
        self._show(contact, log, protected=True)

    def forget(self) -> None:
        """Nothing of a protected source stays in the window."""
        if not self._shown[0]:
            return
        self._begin(False, 0, None)
        self.identity.forget()
        self.resting.forget()
        self.channels.forget()
        self._show(_EMPTY, (), protected=False)

    def go_to_terms(self) -> None:
        """U: the keyboard goes to the ground rules."""
        self.terms.switch.first_part().setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(self.terms)

    def commit(self) -> None:
        """Writes down what was typed and not yet left."""
        self.note.commit()

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        inside = Surface("pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(22, 20, 22, 28)
        column.setSpacing(14)
        column.addLayout(self._head())
        self.hostile = Surface("danger_soft", "round")
        line = QHBoxLayout(self.hostile)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        line.addWidget(IconSign("triangle-alert", "danger", 16))
        warning = "Hostile contact. Never open files from it on this computer."
        line.addWidget(PlainLabel(warning, "body", "danger", wrap=True), 1)
        column.addWidget(self.hostile)
        self.terms, self.identity, self.weight = TermsCard(), IdentityCard(), WeightCard()
        self._cards = QGridLayout()
        self._cards.setSpacing(12)
        self._cards.addWidget(self.terms, 0, 0)
        self._cards.addWidget(self.identity, 0, 1)
        column.addLayout(self._cards)
        column.addWidget(self.weight)
        self.channels = ChannelsSection()
        self.talks = TalksSection()
        self.resting = RestingSection(self._room.session)
        for section in (self.channels, self.talks, self.resting):
            column.addSpacing(4)
            column.addWidget(section)
        column.addSpacing(4)
        column.addWidget(PlainLabel("Notes", "strong"))
        column.addWidget(Hairline("line"))
        self.note = NoteField("Notes on this contact", "What else there is to know.")
        column.addWidget(self.note)
        column.addStretch(1)
        self.setWidget(inside)
        self._stacked = False

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        self._tile = Surface("window", "round")
        self._tile.setFixedSize(theme.look().px(44), theme.look().px(44))
        inside = QVBoxLayout(self._tile)
        inside.setContentsMargins(0, 0, 0, 0)
        self._sign = IconSign("user", "text2", 22)
        inside.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignCenter)
        both = QVBoxLayout()
        both.setSpacing(0)
        self.name = FactField("Name", "name")
        self.name.setProperty("bulk", "title")
        self._under = PlainLabel("", "small", "text2", wrap=True)
        self._under.setContentsMargins(5, 0, 0, 0)
        both.addWidget(self.name)
        both.addWidget(self._under)
        self.log_button = Button("Log a call", "", "", "phone")
        self.menu_button = IconButton("ellipsis", "More about this contact")
        self.menu_button.clicked.connect(self.menu_wanted)
        head.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(both, 1)
        head.addWidget(self.log_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _connect(self) -> None:
        self.log_button.clicked.connect(self._room.call_wanted)
        self.talks.call_wanted.connect(self._room.call_wanted)
        self.name.said.connect(lambda words: self._set("name", words))
        self.terms.terms_chosen.connect(lambda rules: self._agree(rules, ""))
        self.terms.described.connect(lambda words: self._set("agreed_description", words))
        self.weight.changed.connect(self._set)
        self.channels.changed.connect(self._set_channels)
        self.talks.terms_chosen.connect(self._agree)
        self.note.said.connect(lambda words: self._set("note", words))
        self.identity.changed.connect(self._set_identity)
        self.identity.unmasked.connect(lambda shown: self.channels.set_hidden(self._shown[0] and not shown))
        self.resting.linked.connect(self._link)
        self.resting.unlinked.connect(self._unlink)

    # -- showing ---------------------------------------------------------------------------------

    def _begin(self, protected: bool, key: str | int, hand: ContactHand | None) -> bool:
        """Another contact than before: what was typed about that one is its own. True for another one."""
        other = self._shown != (protected, key)
        if other:
            self.commit()
            for field in (self.name, self.terms.description, self.weight.motive):
                field.setModified(False)
            self.channels.put_away()
            self.verticalScrollBar().setValue(0)
        self._shown = (protected, key)
        self._hand = hand
        self._other = other
        return other

    def _show(self, contact: Contact, log: Sequence[Conversation], *, protected: bool) -> None:
        self.name.show_value(contact.name)
        self._under.setText(under_the_name(contact, protected=protected) if contact is not _EMPTY else "")
        self._sign.set_icon(contact_icon(contact, protected=protected), "protected" if protected else "text2")
        self._tile.set_surface("protected_soft" if protected else "window")
        self.hostile.setVisible(contact.hostile)
        self.terms.show_contact(contact, protected=protected)
        self.identity.setVisible(protected)
        self.resting.setVisible(protected)
        self.weight.show_contact(contact)
        self.channels.set_copying_asks(protected)
        hidden = protected and not self.identity.unmasking.is_shown
        self.channels.show_channels(contact.channels, hidden=hidden)
        self.talks.show_log(log, protected=protected)
        self.note.set_careful(protected)
        self.note.show_value(contact.note, other=self._other)
        kind = "protected source" if protected else "contact"
        self.setAccessibleName(f"{kind} {contact.name}".strip().capitalize() if not protected else kind)
        self._fit()

    def _set(self, name: str, value: str | bool | None) -> None:
        if self._hand is not None:
            self._hand.set_field(name, value)

    def _set_channels(self, channels: tuple[Channel, ...]) -> None:
        if self._hand is not None:
            self._hand.set_channels(channels)

    def _agree(self, rules: GroundRules, about: str) -> None:
        if self._hand is not None:
            self._hand.set_terms(rules, about)

    def _set_identity(self, identity: Identity) -> None:
        if isinstance(self._hand, ProtectedHand):
            self._hand.set_identity(identity)

    def _link(self, ref: str) -> None:
        if isinstance(self._hand, ProtectedHand):
            self._hand.link(ref)

    def _unlink(self, link: object) -> None:
        if isinstance(self._hand, ProtectedHand):
            self._hand.unlink(link)  # type: ignore[arg-type]  # a signal's object, always a SourceLink

    # -- fitting ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.look().px(280), theme.look().px(200))

    def _fit(self) -> None:
        width = self.viewport().width() - 44
        stacked = width < theme.look().px(SIDE_BY_SIDE)
        if stacked != self._stacked:
            self._stacked = stacked
            self._cards.addWidget(self.identity, 1 if stacked else 0, 0 if stacked else 1)
        both = not stacked and not self.identity.isHidden()
        self._cards.setColumnStretch(0, 3 if both else 1)
        self._cards.setColumnStretch(1, 2 if both else 0)
        self.weight.set_columns(4 if width >= theme.look().px(ROOM_FOR_FOUR) else 2)
