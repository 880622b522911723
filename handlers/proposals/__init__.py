"""The form of an usulan, question by question, its card and its receipt."""
