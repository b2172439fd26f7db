"""The same case from the command line."""
