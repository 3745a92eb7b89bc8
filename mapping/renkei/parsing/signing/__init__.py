"""The signing zone (締結日と記名欄): the day of conclusion, and who signed for whom."""
