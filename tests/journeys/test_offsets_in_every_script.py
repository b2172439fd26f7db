"""A twin of the seed article of our own making, in every script at once: offsets are code points."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.casework.commands.marking import NewPassage
from casefile.casework.importing.run import Importing
from casefile.sandbox.client import Nursery
from casefile.search.hits import find_hits
from casefile.search.parse import parse
from casefile.store import finding
from tests.helpers.canary import CANARY
from tests.helpers.cases import case_at, reopened

FAMILY = "👩\u200d👩\u200d👧"
TWIN = (
    f"The harbour board 👁 met in caf\u00e9 {CANARY}.\r\n"
    f"The clerk wrote cafe\u0301 with two marks, and {FAMILY} stood beside her name.\r\n"
    "قالت الكاتبة إن العقد لم يوقع \u2068(see note 7)\u2069 في يوم الثلاثاء.\r\n"
    "הלשכה סירבה להגיב.\r\n"
    "港务局没有回答。Пресс-секретарь Песков молчит.\r\n"
    "\r\n"
    "A non\u2011breaking\u00a0space, a soft\u00adhyphen, a line\u2028separator \U0001d4d7\U0001d4f2 end it."
)
QUOTES = (
    "👁 met in caf\u00e9", "cafe\u0301 with two marks", FAMILY, "العقد لم يوقع \u2068(see note 7)\u2069",
    "הלשכה סירבה להגיב", "没有回答", "Песков молчит.\r\n\r\nA non\u2011breaking", "soft\u00adhyphen",
    "line\u2028separator \U0001d4d7\U0001d4f2", TWIN,
)  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_passages_of_a_text_in_every_script_stand_at_their_code_points(
    tmp_path: Path, nursery: Nursery, encoding: str
) -> None:
    source = tmp_path / "twin.txt"
    source.write_bytes(b"\xfe\xff" * (encoding == "utf-16-be") + TWIN.encode(encoding))
    path = tmp_path / "twin.casefile"
    places = [(TWIN.index(quote), TWIN.index(quote) + len(quote)) for quote in QUOTES]
    with case_at(path) as case:
        importing = Importing(case, nursery)
        importing.start([source]).result(60)
        importing.wait()
        importing.stop()
        layer = case.look.text_layers.current(1)
        assert layer is not None
        assert layer.text == TWIN
        for start, end in places:
            case.do(NewPassage(1, start, end)).result()
    with reopened(path) as case:
        for n, ((start, end), quote) in enumerate(zip(places, QUOTES, strict=True), 1):
            passage = case.look.passages.get(n)
            assert passage is not None
            assert (passage.start, passage.end, passage.exact) == (start, end, quote)
            assert TWIN[start - len(passage.prefix) : start] == passage.prefix
            assert TWIN[end : end + len(passage.suffix)] == passage.suffix
            assert len(passage.prefix) == min(32, start)


def test_what_a_search_finds_in_it_stands_where_it_says(tmp_path: Path, nursery: Nursery) -> None:
    source = tmp_path / "twin.txt"
    source.write_bytes(TWIN.encode())
    with case_at(tmp_path / "twin.casefile") as case:
        importing = Importing(case, nursery)
        importing.start([source]).result(60)
        importing.wait()
        importing.stop()
        for sentence, words in (
            ("cafe marks", ["caf\u00e9", "cafe\u0301", "marks"]), ("peskov", ["Песков"]), ("没有", ["没有"]),
            ("סירבה", ["סירבה"]), ("العقد", ["العقد"]), ('"note 7"', ["note 7"]),
        ):  # fmt: skip
            tree = parse(sentence).tree
            assert tree is not None
            assert case.answer(lambda store, tree=tree: finding.items(store, tree)) == [1], sentence
            hits = [TWIN[hit.start : hit.end] for hit in find_hits(tree, TWIN)]
            assert hits == words, sentence
