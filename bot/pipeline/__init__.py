"""The pipeline: pure functions Draft -> Draft, one file a step, in the order of `STEPS`.

A step reads no clock, no file and no network, so that the same document always yields the same article. Imports
`bot.core` and libraries for text alone. A new step is one file and one line in `bot.pipeline.steps`.
"""
