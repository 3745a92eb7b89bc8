"""Tables drawn with ruling characters (罫線で描いた表), put into rows whose cells tabs part.

`signs` knows the characters; `blocks` finds the drawings; `printed` gives the lines of one with their marks; `frames` finds the
columns of print; `grid` the cells that rules and marks enclose; `rows` the rows that no rule parts. `arranging` writes the table
into the view: the words of a cell, which run over several lines, stand together there, and each at its place in the source.

A drawing whose columns or rows are not sure is left as it is, and told: its cells are not guessed.
"""

from __future__ import annotations

from renkei.parsing.cleaning.ruled.arranging import arrange, withheld

__all__ = ["arrange", "withheld"]
