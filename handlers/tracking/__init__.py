"""An usulan after it was sent: its card, its way, why, who follows it, what its author says."""
