"""Papers that come back from Word: compared, kept, made anew."""
