"""Cells (欄) of a schedule, whatever its layout: the keys and headers that say what they are, and the parts inside their words."""
