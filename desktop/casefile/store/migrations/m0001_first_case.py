"""The first case: records, originals, text layers, evidence, history, sealed blocks, search indexes.

Every record's primary key is the number of its ref (decision 31): AUTOINCREMENT, so that a number is
never given twice. Times are UTC in ISO 8601; dates of the story are EDTF; offsets are code points.
"""

from __future__ import annotations

from casefile.store.connection import Database

RECORDS = """
CREATE TABLE case_sheet (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE item (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    original_name TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT,
    mime TEXT NOT NULL,
    format_name TEXT,
    title TEXT, title_basis TEXT,
    byline TEXT, publisher TEXT,
    published TEXT, published_basis TEXT,
    url TEXT, language TEXT, encoding TEXT,
    reliability TEXT NOT NULL DEFAULT 'F',
    credibility TEXT NOT NULL DEFAULT '6',
    marking TEXT NOT NULL DEFAULT 'AMBER+STRICT',
    reading_state TEXT NOT NULL DEFAULT 'unread',
    provenance TEXT NOT NULL DEFAULT 'unknown',
    facts TEXT NOT NULL DEFAULT '[]',
    suffix_mismatch INTEGER NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0,
    first_words TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    batch INTEGER,
    parent INTEGER REFERENCES item(n),
    created TEXT NOT NULL, modified TEXT NOT NULL, trashed TEXT
);
CREATE INDEX item_by_hash ON item(sha256);
CREATE INDEX item_by_batch ON item(batch);
CREATE INDEX item_by_trash ON item(trashed);
CREATE INDEX item_by_day ON item(
    trashed,
    replace(trim(substr(published, 1, instr(published || '/', '/') - 1), '.?~%'), 'X', '0')
    || substr('0000-01-01', length(
        replace(trim(substr(published, 1, instr(published || '/', '/') - 1), '.?~%'), 'X', '0')) + 1)
);
CREATE INDEX item_not_ok ON item(status) WHERE status <> 'ok';
CREATE INDEX item_by_name ON item(original_name);
CREATE INDEX item_of_parent ON item(parent) WHERE parent IS NOT NULL;

CREATE TABLE original (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, stored TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE original_chunk (
    id INTEGER PRIMARY KEY,
    original TEXT NOT NULL REFERENCES original(sha256),
    seq INTEGER NOT NULL,
    bytes BLOB NOT NULL
);
CREATE UNIQUE INDEX original_chunk_in_order ON original_chunk(original, seq);

CREATE TABLE text_layer (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    item INTEGER NOT NULL REFERENCES item(n),
    method TEXT NOT NULL, tool TEXT NOT NULL,
    language TEXT, encoding TEXT,
    sha256 TEXT NOT NULL,
    pages TEXT NOT NULL DEFAULT '[]',
    blocks TEXT NOT NULL DEFAULT '[]',
    parent INTEGER REFERENCES text_layer(n),
    made TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX text_layer_of_item ON text_layer(item);
CREATE INDEX text_layer_of_parent ON text_layer(parent) WHERE parent IS NOT NULL;

CREATE TABLE passage (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    item INTEGER NOT NULL REFERENCES item(n),
    layer INTEGER NOT NULL REFERENCES text_layer(n),
    layer_sha256 TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
    page INTEGER, page_label TEXT, paragraph INTEGER,
    boxes TEXT NOT NULL DEFAULT '[]',
    is_direct_quote INTEGER,
    note TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'anchored',
    created TEXT NOT NULL, modified TEXT NOT NULL, trashed TEXT,
    CHECK (start < "end")
);
CREATE INDEX passage_of_item ON passage(item, start);
CREATE INDEX passage_of_layer ON passage(layer);

CREATE TABLE tag (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    mark INTEGER UNIQUE CHECK (mark BETWEEN 1 AND 9),
    description TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL, modified TEXT NOT NULL
);
CREATE TABLE tagging (
    tag INTEGER NOT NULL REFERENCES tag(n),
    kind TEXT NOT NULL,
    target INTEGER NOT NULL,
    PRIMARY KEY (tag, kind, target)
) WITHOUT ROWID;
CREATE INDEX tagging_by_target ON tagging(kind, target, tag);

CREATE TABLE claim (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    proposition TEXT NOT NULL,
    kind TEXT NOT NULL,
    verification TEXT NOT NULL,
    publish TEXT NOT NULL,
    speaker TEXT, said_as TEXT,
    as_of TEXT,
    note TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL, modified TEXT NOT NULL, trashed TEXT
);
CREATE TABLE claim_said_in (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    claim INTEGER NOT NULL REFERENCES claim(n),
    passage INTEGER NOT NULL REFERENCES passage(n),
    UNIQUE (claim, passage)
);
CREATE INDEX claim_said_in_passage ON claim_said_in(passage);
CREATE TABLE gap_aside (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    claim INTEGER NOT NULL REFERENCES claim(n),
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    created TEXT NOT NULL,
    UNIQUE (claim, code)
);

CREATE TABLE origin (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    named INTEGER NOT NULL DEFAULT 1,
    reliability TEXT NOT NULL DEFAULT 'F',
    note TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL, modified TEXT NOT NULL
);
CREATE TABLE evidence_link (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    passage INTEGER NOT NULL REFERENCES passage(n),
    claim INTEGER NOT NULL REFERENCES claim(n),
    relation TEXT NOT NULL, strength TEXT NOT NULL,
    weakens INTEGER NOT NULL DEFAULT 0,
    origin INTEGER REFERENCES origin(n),
    origin_suggested INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL, modified TEXT NOT NULL,
    UNIQUE (passage, claim),
    CHECK (relation = 'context' OR weakens = 0)
);
CREATE INDEX evidence_link_of_claim ON evidence_link(claim);
CREATE INDEX evidence_link_of_origin ON evidence_link(origin);

CREATE TABLE contact (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, kind TEXT NOT NULL,
    organisation TEXT, role TEXT,
    ground_rules TEXT NOT NULL DEFAULT 'not_set',
    agreed_description TEXT NOT NULL DEFAULT '',
    basis TEXT NOT NULL DEFAULT 'unknown',
    motive TEXT, paid INTEGER,
    reliability TEXT NOT NULL DEFAULT 'F',
    risk TEXT,
    channels TEXT NOT NULL DEFAULT '[]',
    note TEXT NOT NULL DEFAULT '',
    hostile INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL, modified TEXT NOT NULL, trashed TEXT
);
CREATE TABLE conversation (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    contact INTEGER NOT NULL REFERENCES contact(n),
    at TEXT NOT NULL, direction TEXT NOT NULL, channel TEXT NOT NULL,
    outcome TEXT NOT NULL, ground_rules TEXT NOT NULL,
    summary TEXT NOT NULL, next_step TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL
);
CREATE INDEX conversation_of_contact ON conversation(contact);

CREATE TABLE task (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    what TEXT NOT NULL, about TEXT, due TEXT,
    kind TEXT NOT NULL, state TEXT NOT NULL,
    created TEXT NOT NULL, modified TEXT NOT NULL, trashed TEXT
);
CREATE INDEX task_due ON task(due) WHERE state IN ('todo', 'waiting') AND trashed IS NULL;

CREATE TABLE credential (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sealed BLOB NOT NULL,
    created TEXT NOT NULL, modified TEXT NOT NULL, trashed TEXT
);
CREATE TABLE sealed_key (name TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE sealed_block (slot INTEGER PRIMARY KEY, body BLOB NOT NULL);
"""

WORK = """
CREATE TABLE import_batch (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    tags TEXT NOT NULL DEFAULT '[]',
    state TEXT NOT NULL,
    started TEXT NOT NULL,
    taken_back TEXT
);
CREATE TABLE ledger (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES import_batch(n),
    place TEXT NOT NULL,
    relative TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL,
    reason TEXT,
    sha256 TEXT,
    item INTEGER,
    same_name INTEGER,
    changed TEXT NOT NULL
);
CREATE INDEX ledger_of_batch ON ledger(batch, state);
CREATE INDEX ledger_of_item ON ledger(item);
CREATE INDEX ledger_by_state ON ledger(state);

CREATE TABLE history_step (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL,
    fields TEXT NOT NULL,
    changes BLOB NOT NULL,
    merge_key TEXT,
    undone INTEGER NOT NULL DEFAULT 0,
    can_undo INTEGER NOT NULL DEFAULT 1,
    made TEXT NOT NULL
);
CREATE INDEX history_step_undone ON history_step(n) WHERE undone = 1;
CREATE TABLE window_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    type TEXT NOT NULL,
    object TEXT NOT NULL,
    outcome TEXT NOT NULL,
    previous BLOB NOT NULL,
    mac BLOB NOT NULL
);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_never_cut BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
"""

SEARCH = """
CREATE VIRTUAL TABLE search_words USING fts5(
    names, makers, body, also, content='', contentless_delete=1, prefix='3',
    tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE search_parts USING fts5(
    names, content='', contentless_delete=1, tokenize="trigram"
);
CREATE TABLE search_word (n INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
CREATE VIRTUAL TABLE search_word_parts USING fts5(
    word, content='', contentless_delete=1, tokenize="trigram"
);
CREATE VIRTUAL TABLE search_places USING fts5vocab('search_words', 'instance');
CREATE TABLE search_row (n INTEGER PRIMARY KEY, stamp BLOB NOT NULL);
INSERT INTO search_words (search_words, rank) VALUES ('pgsz', 3900);
INSERT INTO search_parts (search_parts, rank) VALUES ('pgsz', 3900);
INSERT INTO search_word_parts (search_word_parts, rank) VALUES ('pgsz', 3900);
"""
"""The page size of 3,900 lets a leaf of the index fit into one encrypted page (4,096 less 80 for the seal);
FTS5's own 4,050 spills each of them over into a second."""


def make_first_case(db: Database) -> None:
    """Creates every table of the first case. Runs inside the migration's own transaction."""
    for script in (RECORDS, WORK, SEARCH):
        for statement in _statements(script):
            db.execute(statement)


def _statements(script: str) -> list[str]:
    """The statements of a script, one by one (executescript would commit what stands before it)."""
    statements: list[str] = []
    lines: list[str] = []
    for line in script.splitlines():
        lines.append(line)
        text = "\n".join(lines).strip()
        complete = text.endswith(";") and (not text.startswith("CREATE TRIGGER") or text.endswith("END;"))
        if complete:
            statements.append(text)
            lines = []
    return statements
