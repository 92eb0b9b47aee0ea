"""Answers as charts, and the same in words: pure functions from what an answer holds to what is drawn.

    panels    figures that several articles tell        stacks    articles by day and publisher
    events    dated events                              alt       what each chart shows, in words

Nothing is read and nothing is drawn here; imports the core alone.
"""
