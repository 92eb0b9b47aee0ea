"""The store in one SQLite file; imports `bot.pipeline.terms` and `bot.core` alone."""
