"""Whom the reporter talks to: offices and public people, protected sources, and the logins of a case."""
