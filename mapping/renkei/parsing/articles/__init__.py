"""Articles (条) with what they hold: divisions, paragraphs, supplementary provisions, citations."""
