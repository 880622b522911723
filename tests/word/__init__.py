"""Papers that go to Word and come back."""
