"""What Discord takes at most, in UTF-16 units where it is a length; the one place where these numbers stand."""

from __future__ import annotations

CONTENT = 2000
MESSAGE_EMBEDS = 10
MESSAGE_UNITS = 6000  # over all embeds of a message
TITLE = 256
DESCRIPTION = 4096
FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1024
FOOTER = 2048
EMBED_URL = 2048

FILE_BYTES = 10 * 1024 * 1024  # where no interaction says how much its server takes
REQUEST_BYTES = 24 * 1024 * 1024  # of 25 MiB: room for the message itself
ATTACHMENTS = 10
FILE_WORDS = 1024

ROWS = 5
ROW_BUTTONS = 5
BUTTON_LABEL = 80
CUSTOM_ID = 100
OPTIONS = 25
OPTION_LABEL = 100
OPTION_VALUE = 100
PLACEHOLDER = 150

FORM_TITLE = 45
FORM_INPUTS = 5
FORM_LABEL = 45
FORM_HELP = 100
FORM_TEXT = 4000

CHOICES = 25
CHOICE = 100
COMMAND_HELP = 100
TYPED = 6000
