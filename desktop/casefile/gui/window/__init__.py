"""The parts of the main window's frame: header, navigation, how it folds, the curtain."""
