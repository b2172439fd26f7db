"""Importing: from a drop to items, with a row of the ledger for every file."""
