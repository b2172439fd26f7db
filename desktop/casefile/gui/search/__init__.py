"""Searching the case: the sentence in the header's field, and its results over the list."""
