"""Work beside the messages: one room for each kind, each taking one piece after the other."""
