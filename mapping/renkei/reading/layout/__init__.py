"""Page layout (紙面の読み取り): glyphs and ruling lines on pages → lines, tables and running heads.

Both PDF and scans end here: a reader gives `Sheet`s, one a page, and `compose` writes the text.
All lengths are in points, counted from the top left corner of a page.
"""
