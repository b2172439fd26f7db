"""Journeys through the real program: every one on a screen of its own."""

from tests.helpers.window_days import case as case
from tests.helpers.window_days import passphrase_file as passphrase_file
from tests.helpers.window_days import screen as screen
