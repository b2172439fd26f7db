"""Notes, to-dos and calls, written from anywhere in the window without leaving what one is at."""
