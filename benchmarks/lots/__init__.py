"""Layouts of agreements drawn by lot, each with its truth (書式のくじ引きとその正解).

Written from how clerks lay out their agreements, not from what the parser can do: nothing here knows its rules.
"""
