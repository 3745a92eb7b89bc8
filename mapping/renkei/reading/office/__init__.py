"""Office documents (Office文書): Word, OpenDocument and Excel, each a ZIP of XML."""
