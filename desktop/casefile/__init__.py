"""Casefile: an encrypted case-file organizer for investigative reporters."""

__version__ = "0.1.0"
