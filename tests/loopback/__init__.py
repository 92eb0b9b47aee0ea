"""Servers on the loopback address that speak what the platforms speak, for tests of the running program."""
