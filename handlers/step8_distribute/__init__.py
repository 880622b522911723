"""Step 8: sending, receipts, stamps."""
