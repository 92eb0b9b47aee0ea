"""Chat platforms in miniature, on 127.0.0.1, for tests that run the real program."""
