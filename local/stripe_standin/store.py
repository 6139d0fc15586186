"""What the stand-in remembers, in SQLite: it outlives a crash of the process.

One row per object, its JSON beside the few columns that lists filter on. A stand-in has one
connection and one lock; a request holds the lock from its first read to its commit, so that
fifty clients see what one after the other would have seen.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .errors import Json

_SCHEMA = """
CREATE TABLE IF NOT EXISTS objects (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  created INTEGER NOT NULL, customer TEXT, payment_intent TEXT, charge TEXT, type TEXT,
  body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS objects_kind ON objects (kind, seq);
CREATE INDEX IF NOT EXISTS objects_customer ON objects (customer, kind, seq)
  WHERE customer IS NOT NULL;
CREATE INDEX IF NOT EXISTS objects_payment_intent ON objects (payment_intent, kind, seq)
  WHERE payment_intent IS NOT NULL;
CREATE INDEX IF NOT EXISTS objects_charge ON objects (charge, kind, seq)
  WHERE charge IS NOT NULL;
CREATE TABLE IF NOT EXISTS idempotency_keys (
  key TEXT PRIMARY KEY, path TEXT NOT NULL, input TEXT NOT NULL, status INTEGER NOT NULL,
  body BLOB NOT NULL, request_id TEXT NOT NULL, created REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS jobs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, due REAL NOT NULL, name TEXT NOT NULL,
  arguments TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_TABLES = ("objects", "idempotency_keys", "jobs", "settings")
_FILTERS = frozenset({"customer", "payment_intent", "charge", "type"})
_COMPARE = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
_PUT = """
INSERT INTO objects (id, kind, created, customer, payment_intent, charge, type, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, customer = excluded.customer,
  payment_intent = excluded.payment_intent, charge = excluded.charge, body = excluded.body
"""


class Store:
    """The books. Every method but `transaction` is called with the lock held."""

    def __init__(self, path: str) -> None:
        """path: a file, made with its folder when it isn't there, or ":memory:"."""
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self.lock = threading.RLock()
        self.closed = False
        self.db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.db.execute("PRAGMA journal_mode = WAL")
        # A lost machine may lose the last payments of a sandbox; a killed process loses none.
        self.db.execute("PRAGMA synchronous = OFF")
        self.db.executescript(_SCHEMA)

    def close(self) -> None:
        """Write everything out and let go of the file."""
        with self.lock:
            self.closed = True
            self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the lock and keep all of the block's writes, or on an exception none."""
        with self.lock:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")

    def get(self, object_id: str) -> Json | None:
        """Return the object with this id, of whatever kind; None if there is none."""
        row = self.db.execute("SELECT body FROM objects WHERE id = ?", (object_id,)).fetchone()
        return None if row is None else _object(row[0])

    def put(self, obj: Json) -> None:
        """Write an object, new or changed."""
        kind = "deleted_" + obj["object"] if obj.get("deleted") else obj["object"]
        columns = (obj["id"], kind, obj.get("created", 0), obj.get("customer"))
        links = (obj.get("payment_intent"), obj.get("charge"), obj.get("type"))
        body = json.dumps(obj, separators=(",", ":"))
        self.db.execute(_PUT, (*columns, *links, body))

    def find(
        self,
        kind: str,
        *,
        where: Mapping[str, str | list[str]] | None = None,
        created: Mapping[str, int] | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
        limit: int = 10,
    ) -> tuple[list[Json], bool]:
        """Find a page of objects, newest first, and whether there are more beyond it.

        where: equal to the text, or to one of the texts. created: bounds in seconds by gt, gte,
        lt or lte. A cursor is an id; an unknown one gives an empty page.
        """
        clauses, values = ["kind = ?"], [kind]
        for column, wanted in (where or {}).items():
            if column not in _FILTERS:
                raise ValueError(f"objects are not filtered by {column}")
            texts = [wanted] if isinstance(wanted, str) else wanted
            clauses.append(f"{column} IN ({', '.join('?' * len(texts))})")
            values += texts
        for name, second in (created or {}).items():
            clauses.append(f"created {_COMPARE[name]} {int(second)}")
        for cursor, sign in ((starting_after, "<"), (ending_before, ">")):
            if cursor is not None:
                clauses.append(f"seq {sign} (SELECT seq FROM objects WHERE id = ?)")  # noqa: S608  # A sign of our own.
                values.append(cursor)
        order = "ASC" if ending_before is not None else "DESC"
        sql = f"SELECT body FROM objects WHERE {' AND '.join(clauses)} ORDER BY seq {order} LIMIT ?"  # noqa: S608  # Columns from a fixed set; every value is bound.
        rows = self.db.execute(sql, (*values, limit + 1)).fetchall()
        page = [_object(row[0]) for row in rows[:limit]]
        return (page[::-1] if ending_before is not None else page), len(rows) > limit

    def setting(self, name: str) -> Any:
        """Return a setting's value; None if it was never set."""
        row = self.db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return None if row is None else json.loads(row[0])

    def set(self, name: str, value: Any) -> None:
        """Write a setting; None removes it."""
        if value is None:
            self.db.execute("DELETE FROM settings WHERE name = ?", (name,))
        else:
            sql = "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)"
            self.db.execute(sql, (name, json.dumps(value)))

    def add_job(self, due: float, name: str, arguments: Json) -> None:
        """Remember something to do at a time of the stand-in's clock."""
        sql = "INSERT INTO jobs (due, name, arguments) VALUES (?, ?, ?)"
        self.db.execute(sql, (due, name, json.dumps(arguments)))

    def take_job(self, now: float) -> tuple[str, Json] | None:
        """Remove and return the earliest job that is due; None if none is."""
        row = self.db.execute(
            "SELECT seq, name, arguments FROM jobs WHERE due <= ? ORDER BY due, seq LIMIT 1", (now,)
        ).fetchone()
        if row is None:
            return None
        self.db.execute("DELETE FROM jobs WHERE seq = ?", (row[0],))
        return row[1], json.loads(row[2])

    def next_due(self) -> float | None:
        """When the earliest job falls due; None if there are no jobs."""
        due: float | None = self.db.execute("SELECT min(due) FROM jobs").fetchone()[0]
        return due

    def net_by_currency(self) -> dict[str, int]:
        """Add up all balance transactions, in minor units by currency."""
        rows = self.db.execute(
            "SELECT json_extract(body, '$.currency'), sum(json_extract(body, '$.net')) "
            "FROM objects WHERE kind = 'balance_transaction' GROUP BY 1 ORDER BY 1"
        )
        return dict(rows.fetchall())

    def clear(self) -> None:
        """Forget everything."""
        for table in _TABLES:
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608  # A name from the list above.


def _object(body: str) -> Json:
    obj: Json = json.loads(body)
    return obj
