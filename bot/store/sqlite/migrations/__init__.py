"""SQL files, applied in the order of their names and frozen once released; they know nothing of the program's code."""
