"""What a paper is: its data, its edition, its bytes, its copies, and how it can be signed."""
