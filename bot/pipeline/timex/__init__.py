"""Finding and reading expressions of time; `bot.pipeline.dates` is its only door. Imports `bot.core` alone."""
