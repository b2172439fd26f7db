"""What the right pane says of what is selected, and the forms that stand there."""
