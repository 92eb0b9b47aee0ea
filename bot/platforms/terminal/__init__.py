"""The terminal: the chat of `make run`, and the answers of `ask`; readable at 80 columns, plain when piped."""
