"""Steps 6 and 8: the words of the report, its recipients and receipts."""
