"""The zones of a document (文書の構造): where agreements begin, what stands around them, and what is no agreement."""
