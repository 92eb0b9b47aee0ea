"""The work behind the commands: taking articles in, answering from the store, proving it, preparing it anew.

Imports `bot.core`, `bot.sources` and `bot.pipeline`; a store comes in as the protocol of `bot.core.ports`.
"""
