"""PDF: pages with a text layer → text; pages that are pictures go to character recognition.

ISO 32000-1. PDFium reads the file; what stands where on the page is for `renkei.reading.layout`.
"""

from renkei.reading.pdf.document import read

__all__ = ["read"]
