"""Charts as pictures, drawn with matplotlib, which is imported nowhere else; imports the core alone.

    worker    what the worker process runs            figures   quantities: over time, or told differently
    paper     a page in pixels: fonts, colours, words events    events by their time
    lettering words that can be written               stacks    articles by time and publisher
    calendar  where days stand and which are named

A page is 1,080 pixels wide, so that a phone shows it without zooming; it has a light ground of its own, for chats are
dark or light. Equal charts give equal bytes.
"""
