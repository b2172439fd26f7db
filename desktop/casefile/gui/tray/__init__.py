"""The import tray: a row for every file that was dropped, whatever became of it."""
