"""Discord: `connect.py` talks, `render.py` is pure (Reply -> payload) and owns every length limit of the platform.

    connect      log in, stay connected, hand interactions on     render     Reply -> messages
    answering    one interaction, from arrival to answer          blocks     Reply -> lines and fields
    sending      an answer, once, by whatever way is open         controls   buttons and menus
    posting      the bot's own messages, each once                files      files of an answer as attachments
    rest         one request, again where that is safe            ids        what a button carries
    registering  application commands, when they differ           forms      a command as a form, and back
    definitions  Command -> application command                   texts      words from outside made harmless
                                                                  said       a message known again by its words

Everything from `render` down, and `definitions`, is pure.
"""
