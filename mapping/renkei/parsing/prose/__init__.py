"""Initiatives in the sentences and items of articles (条文の中の取組)."""
