"""Where documents come from: bytes in, `RawDocument` out, one at a time and in constant memory.

What is here decodes and unpacks, and understands nothing of what it hands over: that is the pipeline's work. Whatever
cannot be read becomes a `Skipped` with one clear line, and the rest goes on. This room may import `bot.core` alone.

    read_path(path)       files and folders: text, Markdown, web pages, PDF, mail, JSON Lines, saved feeds, archives
    read_feed(data)       RSS, RDF, Atom and JSON Feed
    feeds_in(page)        the feeds that a page names
    read_opml(data)       lists of feeds, and `write_opml`
    read_sitemap(data)    the pages of a site

What is on the web comes in through one guarded Fetcher (private addresses refused, size,
time and redirects bounded, robots and rate respected), so that nothing else in the house opens a connection.
"""
