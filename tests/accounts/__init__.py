"""Who somebody is here: posts, the PIN, the code of an app."""
