"""Work beside the messages: one job for each kind, each taking one piece after the other."""
