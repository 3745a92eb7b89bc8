"""Logical rows (一取組一行) out of physical ones: joined where a page cut them, parted where one holds several, and looked over."""
