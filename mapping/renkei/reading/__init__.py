"""Reading (読み込み): a file → its text, with the way back into the file.

What later stages may rely on: `text` has LF line ends only and is otherwise what the file holds,
letter for letter; no byte-order mark stands at its head; it is not empty; no NUL is in it; it was
decoded strictly, in the one encoding that fits. What cannot be read so is a finding.
"""

from renkei.reading.files import LIMIT, LINE_LIMIT, Origin, Reading, read, read_bytes

__all__ = ["LIMIT", "LINE_LIMIT", "Origin", "Reading", "read", "read_bytes"]
