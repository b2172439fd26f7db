"""The cards of the columns: a passage beside a claim, and an origin."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from casefile.domain.evidence import Origin
from casefile.gui import paint, theme
from casefile.gui.evidence.columns import Card, OriginCard
from casefile.gui.evidence.words import origin_does, place_of
from casefile.gui.icons import draw_icon

CARD_RADIUS = 7
PUT_BACK, REMOVE_LINK = "Put back", "Remove link"
_UNKNOWN = "F"


class CardItem(QGraphicsItem):
    """A card that can be chosen; its paint is cached until something of it changes."""

    def __init__(self, rect: QRectF) -> None:
        super().__init__()
        self._size = QRectF(0, 0, rect.width(), rect.height())
        self.setPos(rect.topLeft())
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.setZValue(2)
        self._chosen = False
        self._target = False

    def boundingRect(self) -> QRectF:
        return self._size

    @property
    def place(self) -> QRectF:
        """Where it stands in the scene."""
        return self._size.translated(self.pos())

    def choose(self, chosen: bool) -> None:
        """The 2 px line of the chosen card."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def offer(self, target: bool) -> None:
        """Shows that what is dragged can be let go here."""
        if target != self._target:
            self._target = target
            self.update()

    def _frame(self, painter: QPainter, *, dashed: bool) -> None:
        look = theme.look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = self._chosen or self._target
        token = "focus" if self._target else "accent" if self._chosen else "line"
        if dashed and not wide:
            token = "line_strong"
        pen = QPen(look.colour(token), 2 if wide else 1)
        if dashed and not self._chosen:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(look.colour("selected" if self._target else "surface"))
        inset = 1.0 if wide else 0.5
        box = self._size.adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, CARD_RADIUS, CARD_RADIUS)


class PassageCardItem(CardItem):
    """Glyph, ref, place, strength; the words in serif; the reason."""

    def __init__(self, card: Card, rect: QRectF, *, with_origin: bool) -> None:
        super().__init__(rect)
        self.card = card
        self._with_origin = with_origin

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self._frame(painter, dashed=self.card.linked.passage_trashed)
        look, linked = theme.look(), self.card.linked
        px = look.px
        left, right = px(11), self._size.width() - px(11)
        head = QRectF(left, px(6), right - left, px(18))
        self._head(painter, head)
        words = QRectF(left, px(24), right - left, px(20))
        ink = look.colour("text2" if linked.passage_trashed else "text")
        most = 2 if self.card.tall and not linked.passage_trashed else 1
        paint.draw_lines(painter, words, linked.exact, look.font("quote"), ink, line_height=px(19), most=most)
        if linked.passage_trashed:
            self._in_trash(painter)
        elif self.card.tall:
            self._reason(painter, QRectF(left, self._size.height() - px(20), right - left, px(16)))

    def _head(self, painter: QPainter, line: QRectF) -> None:
        look, card = theme.look(), self.card
        px, middle = look.px, line.center().y()
        glyph = QRectF(line.left() - 1, middle - px(13) / 2, px(13), px(13))
        link = card.linked.link
        if link is None:
            paint.draw_quotation(painter, glyph)
        else:
            paint.draw_relation(painter, glyph, link.relation.value, weakens=link.weakens)
        left, right = line.left() + px(18), line.right()
        if link is not None:
            bars = QRectF(right - px(13), middle - px(11) / 2, px(13), px(11))
            paint.draw_strength(painter, bars, link.strength.value)
            right = bars.left() - px(6)
            font = look.font("micro")
            width = paint.text_width(link.strength.value, font) + 1
            place = QRectF(right - width, line.top(), width, line.height())
            paint.draw_line(painter, place, link.strength.value, font, look.colour("text2"))
            right -= width + px(8)
        left = _word(painter, line, left, right, f"P{card.linked.passage}", "text", strong=True)
        where = place_of(card.linked)
        left = _word(painter, line, left, right, where, "text2")
        if not self._with_origin:
            name = _origin_words(card)
            _word(painter, line, left, right, name, "text2" if card.origin else "text3")

    def _reason(self, painter: QPainter, line: QRectF) -> None:
        look = theme.look()
        link = self.card.linked.link
        reason = link.reason if link is not None else ""
        font = look.font("micro", italic=not reason) if not reason else _light(look.font("micro"))
        paint.draw_line(painter, line, reason or "no reason written", font, look.colour("text2"))

    def _in_trash(self, painter: QPainter) -> None:
        look = theme.look()
        px = look.px
        line = QRectF(px(11), px(60), self._size.width() - px(22), px(20))
        draw_icon(painter, QRectF(line.left(), line.center().y() - px(7), px(14), px(14)), "trash-2", "warn")
        words = QRectF(line.left() + px(18), line.top(), line.width(), line.height())
        paint.draw_line(painter, words, "in the trash", look.font("small"), look.colour("warn"))
        for name, rect in self.buttons().items():
            paint.draw_line(painter, rect, name, look.font("small"), look.colour("accent"), "right")

    def buttons(self) -> dict[str, QRectF]:
        """The two ways out of a card whose passage is in the trash, by their words."""
        if not self.card.linked.passage_trashed:
            return {}
        look = theme.look()
        px, right, found = look.px, self._size.width() - look.px(11), {}
        names = [REMOVE_LINK, PUT_BACK] if self.card.linked.link is not None else [PUT_BACK]
        for name in names:
            width = paint.text_width(name, look.font("small")) + 2
            found[name] = QRectF(right - width, px(58), width, px(24))
            right -= width + px(14)
        return found

    def button_at(self, place: QPointF) -> str:
        """The words of the button at a place of the scene, "" for none."""
        inside = self.mapFromScene(place)
        return next((name for name, rect in self.buttons().items() if rect.contains(inside)), "")


class OriginItem(CardItem):
    """Name, what it does here, its rating if one was given, the next fact. Unnamed ones are dashed."""

    def __init__(self, held: OriginCard, rect: QRectF) -> None:
        super().__init__(rect)
        self.held = held

    @property
    def origin(self) -> Origin:
        return self.held.origin

    def said(self) -> str:
        """The card for a screen reader."""
        origin = self.held.origin
        kind = "Origin" if origin.named else "Unnamed origin"
        parts = [f"{kind} {origin.name}", does_words(self.held).replace(" · ", ", ")]
        if origin.reliability != _UNKNOWN:
            parts.append(f"rating {origin.reliability}")
        fact = next_fact(origin)
        return ", ".join([*parts, fact[1]] if fact is not None else parts)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        look, origin = theme.look(), self.held.origin
        px = look.px
        self._frame(painter, dashed=not origin.named)
        left, right = px(10), self._size.width() - px(10)
        y = float(px(9))
        ref = QRectF(left, y, right - left, px(16))
        paint.draw_line(painter, ref, origin.ref, look.font("micro", strong=True), look.colour("text2"))
        if origin.reliability != _UNKNOWN:
            size = paint.badge_size(origin.reliability)
            badge = QRectF(right - size.width(), y, size.width(), size.height())
            paint.draw_badge(painter, badge, origin.reliability)
        y += px(19)
        lines, _ = paint.split_lines(origin.name, right - left, _medium(), 2)
        name = QRectF(left, y, right - left, 2 * px(18))
        paint.draw_lines(painter, name, origin.name, _medium(), look.colour("text"), line_height=px(18))
        y += px(18) * len(lines) + px(2)
        does = does_words(self.held)
        for line in paint.split_lines(does, right - left, _light(look.font("micro")), 2)[0]:
            rect = QRectF(left, y, right - left, px(16))
            paint.draw_line(painter, rect, line, _light(look.font("micro")), look.colour("text2"))
            y += px(16)
        fact = next_fact(origin)
        if fact is not None:
            icon, words, token = fact
            y += px(2)
            draw_icon(painter, QRectF(left, y + px(1), px(14), px(14)), icon, token)
            rect = QRectF(left + px(18), y, right - left - px(18), px(16))
            paint.draw_line(painter, rect, words, _light(look.font("micro")), look.colour(token))


def card_height(card: Card, width: float) -> float:
    """84 with two lines of words and a reason, 49 with one line and none (visual.md 8.5)."""
    look = theme.look()
    if not card.tall:
        return float(look.px(49))
    lines, _ = paint.split_lines(card.linked.exact, width - 2 * look.px(11), look.font("quote"), 2)
    two = len(lines) > 1 or card.linked.passage_trashed
    return float(look.px(84 if two else 65))


def origin_height(held: OriginCard, width: float) -> float:
    """How tall an origin's card is at a width."""
    look = theme.look()
    px, inner = look.px, width - 2 * look.px(10)
    names, _ = paint.split_lines(held.origin.name, inner, _medium(), 2)
    does, _ = paint.split_lines(does_words(held), inner, _light(look.font("micro")), 2)
    height = px(9 + 19 + 2 + 10) + px(18) * len(names) + px(16) * len(does)
    return float(height + (px(18) if next_fact(held.origin) is not None else 0))


def does_words(held: OriginCard) -> str:
    """ "supports 2 · says it in 1"."""
    does = held.does
    return origin_does(
        does.get("supports", 0), does.get("contradicts", 0), does.get("context", 0), does.get("said", 0)
    )


def next_fact(origin: Origin) -> tuple[str, str, str] | None:
    """(icon, words, colour) of the one next fact: nobody to call, or the reporter's own note."""
    if not origin.named:
        return "user-round-x", "nobody to call yet", "warn"
    note = " ".join(origin.note.split())
    return ("pencil", note, "text2") if note else None


def _origin_words(card: Card) -> str:
    if card.origin is None:
        return "origin unknown" if card.linked.link is not None else ""
    return f"{card.origin.ref} {card.origin.name}"


def _word(
    painter: QPainter,
    line: QRectF,
    left: float,
    right: float,
    words: str,
    token: str,
    *,
    strong: bool = False,
) -> float:
    """One word of a card's head; where the next one begins."""
    look = theme.look()
    font = look.font("micro", strong=strong, tabular=True)
    width = min(paint.text_width(words, font) + 1, right - left)
    if not words or width <= look.px(6):
        return left
    paint.draw_line(painter, QRectF(left, line.top(), width, line.height()), words, font, look.colour(token))
    return left + width + look.px(6)


_WEIGHTED: dict[tuple[str, bool], QFont] = {}


def _light(font: QFont) -> QFont:
    """The same size at 400: reasons and facts are not counts."""
    return _weighted(font, QFont.Weight.Normal)


def _medium() -> QFont:
    return _weighted(theme.look().font("body"), QFont.Weight.Medium)


def _weighted(font: QFont, weight: QFont.Weight) -> QFont:
    key = (font.toString(), weight is QFont.Weight.Medium)
    if key not in _WEIGHTED:
        _WEIGHTED[key] = QFont(font)
        _WEIGHTED[key].setWeight(weight)
    return _WEIGHTED[key]
