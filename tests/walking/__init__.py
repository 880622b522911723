"""Walking through every screen that people of every post can come to, and what each press costs."""
