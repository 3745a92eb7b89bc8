"""Headings (見出し) above initiatives and tables, with or without a mark."""
