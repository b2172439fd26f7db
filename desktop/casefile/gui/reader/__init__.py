"""The reader: an item's text or original, its passages, and the hands on both."""
