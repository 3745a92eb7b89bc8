"""Schedules (別表): tables and lists below their headings become initiatives with roles."""
