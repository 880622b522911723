"""Talk about papers that are sealed and signed."""
