"""Painters of list rows: what a row of each kind looks like, is tall and says."""
