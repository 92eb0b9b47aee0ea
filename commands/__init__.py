"""The commands, one file each; `bot.app` discovers every module here that has a `COMMAND`.

Imports `bot.core` alone; what a command needs from the services comes with its Invocation.
"""
