"""Plain data and rules that every other room shares.

Imports the standard library and cronsim alone, so that a command, a store or a platform can be read and tested without
the rest.
"""
