"""The tag pane, the keys that tag, and what is dragged between tags and everything they stand on."""
