"""Log a call from anywhere (F9). The keyboard is in the note at once; everything else can come later.

Terms stand above the note as *not set, treated as off the record* and never keep anybody from typing
(decision 9). A call with a protected source is kept sealed to them, also while they are closed, and is filed
when they are open.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from casefile.casework.commands.contacting import LogConversation
from casefile.casework.commands.noting import NewNote
from casefile.casework.commands.tasking import NewTask
from casefile.domain.contacts import Contact, ContactKind, Conversation, GroundRules, Outcome
from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import say
from casefile.domain.tasks import TaskKind
from casefile.domain.typed_dates import edtf_of
from casefile.gui import theme
from casefile.gui.contacts.editing import today
from casefile.gui.contacts.room import Chosen, ContactsRoom
from casefile.gui.contacts.terms_card import TermsSwitch
from casefile.gui.contacts.words import CHANNELS, OUTCOME_WORDS, terms_said
from casefile.gui.inspector.choice_field import Answer, ChoiceField
from casefile.gui.inspector.choices import Choice
from casefile.gui.inspector.facts import FactField, FactMenu
from casefile.gui.notes.mentioning import MentioningText
from casefile.gui.notes.offering import A_PROTECTED_SOURCE, offer_contacts
from casefile.gui.notes.popup import WritingPopup
from casefile.gui.notes.task_form import DayField
from casefile.gui.widgets import PlainLabel

NOT_A_DATE = "Not a date yet. Write today, yesterday, 7 Oct 2016 or Oct 2016."


class CallPopup(WritingPopup):
    """Becomes an entry of a contact's log; with nobody chosen, a note."""

    kind = "call"

    def __init__(self, room: ContactsRoom) -> None:
        super().__init__(room, "Log a call", "phone")
        self._with: Chosen | None = None
        self._waiting = False
        self._build_with()
        self._build_terms()
        self.text = MentioningText("What was said", "What was said?", self._offer_names)
        self.text.typed.connect(self.typed)
        self.watch_keys(self.text.edit)
        self.body.addWidget(self.text, 1)
        self._build_next()
        room.session.protected_changed.connect(self._protected_changed)
        self._show_state()

    # -- building --------------------------------------------------------------------------------

    def _build_with(self) -> None:
        self.who = ChoiceField("With whom? You can say it later", "With whom", self._offer_whom)
        self.who.picked.connect(lambda choice, _stay: self.choose(choice.key, choice.words))
        self.who.edit.textEdited.connect(lambda _text: self._unchoose())
        self.body.addWidget(self.who)
        row = QHBoxLayout()
        row.setSpacing(4)
        outcomes = [(outcome.value, words) for outcome, words in OUTCOME_WORDS.items()]
        self.outcome = FactMenu("What came of it", outcomes)
        self.outcome.chosen.connect(self._set_outcome)
        self.channel = FactMenu("How", [(channel, channel) for channel in CHANNELS])
        self.channel.chosen.connect(self._set_channel)
        self.direction = FactMenu("Who called", [("out", "I called"), ("in", "they called")])
        self.direction.chosen.connect(self._set_direction)
        self.when = FactField("When", "today")
        self.when.textChanged.connect(lambda _text: self.typed())
        self.when.setMaximumWidth(theme.look().px(120))
        for widget in (self.direction, self.channel, self.outcome):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.when)
        self.body.addLayout(row)
        self._outcome, self._channel, self._direction = Outcome.SPOKE, CHANNELS[0], "out"

    def _build_terms(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.terms = TermsSwitch("Ground rules of this call")
        self.terms.chosen.connect(lambda _key: self._terms_chosen())
        row.addWidget(self.terms)
        row.addStretch(1)
        self.body.addLayout(row)
        self.terms_line = PlainLabel("", "small", "warn", wrap=True)
        self.body.addWidget(self.terms_line)

    def _build_next(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.next = QLineEdit()
        self.next.setPlaceholderText("Next step")
        self.next.setAccessibleName("Next step")
        self.next.textChanged.connect(lambda _text: self.typed())
        self.due = DayField("Day of the next step")
        self.due.setPlaceholderText("by: Fri")
        self.due.setMaximumWidth(theme.look().px(110))
        self.due.textChanged.connect(lambda _text: self.typed())
        row.addWidget(self.next, 1)
        row.addWidget(self.due)
        self.body.addLayout(row)

    # -- whom ------------------------------------------------------------------------------------

    def ask(self, chosen: Chosen) -> None:
        """F9: opens with whoever stands on the sheet, unless another call is half typed here."""
        self.open_up()
        if self._with is None and chosen.kind in ("contact", "source"):
            contact = self._contact(chosen)
            if contact is not None:
                self.choose(chosen, contact.name)

    def choose(self, chosen: Chosen, words: str) -> None:
        """The call was with them."""
        self._with = chosen
        self.who.set_words(words)
        contact = self._contact(chosen)
        if contact is not None and not self.terms.value and contact.kind is ContactKind.OFFICE:
            self.terms.show_rules(contact.ground_rules)
        self._show_state()
        self.typed()
        self.text.edit.setFocus()

    @property
    def is_protected(self) -> bool:
        """Whether the call was with a protected source."""
        return self._with is not None and self._with.kind == "source"

    def _unchoose(self) -> None:
        if self._with is None:
            return
        # Words that were a protected source's stay so until an open contact is chosen by hand.
        self._with = A_PROTECTED_SOURCE if self.is_protected else None
        self._show_state()
        self.typed()

    def _contact(self, chosen: Chosen) -> Contact | None:
        if chosen.kind == "contact":
            return self.session.case.look.contacts.get(chosen.n)
        protected = self.session.protected
        return protected.contents.contact(chosen.id) if chosen.id and protected.is_open else None

    def _offer_whom(self, typed: str, answer: Answer) -> None:
        offer_contacts(self.session, typed, answer, unnamed=True)

    def _offer_names(self, typed: str, answer: Any) -> None:
        """Protected names only where the words are sealed."""

        def fitting(choices: Sequence[Choice]) -> None:
            answer([one for one in choices if one.key.kind == "contact" or self.is_protected])

        offer_contacts(self.session, typed, fitting)

    # -- drafts ----------------------------------------------------------------------------------

    def draft(self) -> dict[str, Any]:
        chosen = self._with
        return {
            "text": self.text.words,
            "with": [chosen.kind, chosen.id, chosen.n] if chosen is not None else None,
            "outcome": self._outcome.value,
            "channel": self._channel,
            "direction": self._direction,
            "when": self.when.text(),
            "terms": self.terms.value,
            "next": self.next.text(),
            "due": self.due.text(),
        }

    def fill(self, draft: dict[str, Any]) -> None:
        self.text.set_words(str(draft.get("text", "")))
        self.next.setText(str(draft.get("next", "")))
        self.due.setText(str(draft.get("due", "")))
        self.when.show_value(str(draft.get("when", "")))
        self._set_outcome(str(draft.get("outcome", Outcome.SPOKE.value)))
        self._set_channel(str(draft.get("channel", CHANNELS[0])))
        self._set_direction(str(draft.get("direction", "out")))
        terms = str(draft.get("terms", ""))
        self.terms.show_rules(GroundRules(terms) if terms else GroundRules.NOT_SET)
        held = draft.get("with")
        self._with = Chosen(*held) if isinstance(held, list) and len(held) == 3 else None
        contact = self._contact(self._with) if self._with is not None else None
        unnamed = "A protected source" if self.is_protected else ""
        self.who.set_words(contact.name if contact is not None else unnamed)
        self.text.edit.set_careful(self.is_protected)
        self._show_state()

    def first_field(self) -> QWidget:
        return self.text.edit

    def holds_words(self, draft: dict[str, Any]) -> bool:
        return super().holds_words(draft) or bool(str(draft.get("next", "")).strip())

    def take_up(self, draft: dict[str, Any]) -> None:
        """A sealed draft is one of a protected source, whoever it was."""
        super().take_up({**draft, "with": draft.get("with") or ["source", "", 0]})

    def belongs_to_protected(self, draft: dict[str, Any]) -> bool:
        """Also while nobody is chosen, where protected sources were opened: it may turn out to be theirs."""
        undecided = self._with is None and self.room.opened_before
        return self.is_protected or undecided or super().belongs_to_protected(draft)

    # -- saving ----------------------------------------------------------------------------------

    def save(self, _checked: bool = False) -> None:
        self.flush()
        words, when = self.text.words.strip(), self._day()
        if when is None:
            self.below.say(NOT_A_DATE, "warn", "triangle-alert", aloud=True)
            self.when.setFocus()
        elif self.due.unread:
            self.below.say("The next step’s day is not a day yet.", "warn", "triangle-alert", aloud=True)
            self.due.setFocus()
        elif self.is_protected:
            self._save_protected(words, when)
        elif self.session.protected.named_in(f"{words} {self.next.text()}"):
            self.below.say(say(ReporterCanFix("protected_named")), "warn", "triangle-alert", aloud=True)
            self.who.setFocus()
            self.grow()
        elif self._with is None:
            self._save_as_note(words)
        else:
            self._save_open(self._with.n, words, when)

    def _save_protected(self, words: str, when: str) -> None:
        protected, chosen = self.session.protected, self._with
        if not protected.is_open:
            self.keep()
            self._waiting = True
            self.leave_window()
            self.hide()
            self.room.ask_to_open()
            return
        if chosen is None or not chosen.id or self._contact(chosen) is None:
            self.below.say("Choose which of them it was.", "warn", "triangle-alert", aloud=True)
            self.who.setFocus()
            self.who.complete()
            self.grow()
            return
        entry = Conversation(
            0, 0, when, self._channel, self._outcome, self._rules(), words, self._next(), self._direction
        )
        protected.log_conversation(chosen.id, entry)
        self.room.window.status.say_deed("Logged a call with a protected source", "shield")
        self.finish()

    def _save_open(self, contact: int, words: str, when: str) -> None:
        self.session.do(
            LogConversation(
                contact,
                when,
                self._channel,
                self._outcome,
                self._rules(),
                words,
                self._next(),
                self._direction,
            )
        )
        day = self.due.day
        if day is not None:
            what = self._next() or "Call again"
            self.session.do(NewTask(what, day.isoformat(), f"K{contact}", TaskKind.CALL))
        self.finish()

    def _save_as_note(self, words: str) -> None:
        if not words:
            self.below.say(say(ReporterCanFix("note_empty")), "warn", "triangle-alert", aloud=True)
            return
        self.session.do(NewNote(words, title=f"Call, {today()}"))
        self.finish()

    def _rules(self) -> GroundRules:
        return GroundRules(self.terms.value) if self.terms.value else GroundRules.NOT_SET

    def _next(self) -> str:
        return " ".join(self.next.text().split())

    def _day(self) -> str | None:
        typed = self.when.text().strip().casefold()
        if typed in ("", "today", "now"):
            return today()
        if typed == "yesterday":
            return (datetime.date.today() - datetime.timedelta(days=1)).isoformat()
        return edtf_of(typed)

    # -- what is shown ---------------------------------------------------------------------------

    def _protected_changed(self) -> None:
        if self.room.sources.is_open and self._waiting and self.room.sources.kept_drafts:
            self._waiting = False
            self.room.draft_wanted.emit()
        self._show_state()

    def _terms_chosen(self) -> None:
        self._show_state()
        self.typed()

    def _set_outcome(self, key: str) -> None:
        self._outcome = Outcome(key)
        self.outcome.show_key(key)
        self.typed()

    def _set_channel(self, key: str) -> None:
        self._channel = key
        self.channel.show_key(key)
        self.typed()

    def _set_direction(self, key: str) -> None:
        self._direction = key
        self.direction.show_key(key)
        self.typed()

    def _show_state(self) -> None:
        unset = not self.terms.value
        self.terms_line.setText(
            f"Terms {terms_said(self._rules())}. You can choose them later." if unset else ""
        )
        self.terms_line.setVisible(unset)
        protected = self.is_protected
        self.sign.set_icon("shield" if protected else "phone", "protected" if protected else "text2")
        self.text.edit.set_careful(protected)
        if protected and not self.session.protected.is_open:
            words = "Open to file it…"
        else:
            words = "Save as a note" if self._with is None else "Save"
        self.save_button.set_words(words)
        self.due.setVisible(not protected)
        self.say_kept()
        self.grow()
