"""Key derivation that costs a millisecond: a parameter set the program itself does not know."""

from __future__ import annotations

from casefile.vault.passphrase import TESTS_SET, ParameterSet, ParameterSets

CHEAP_SETS: ParameterSets = {TESTS_SET: ParameterSet(memory_kib=64, passes=1, lanes=1)}
