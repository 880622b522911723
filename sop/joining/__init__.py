"""How people come in, change their posts and leave."""
