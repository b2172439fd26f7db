"""The export dialog: what leaves the case is chosen, seen and checked before it is saved (visual.md 8.12)."""
