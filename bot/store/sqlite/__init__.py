"""The store in one SQLite file; imports `terms` and `sealing` of `bot.pipeline`, and `bot.core` alone."""
