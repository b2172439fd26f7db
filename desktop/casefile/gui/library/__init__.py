"""The library: its list, what its keys do, and how list, reader and inspector follow one another."""
