"""An usulan after it was sent."""
