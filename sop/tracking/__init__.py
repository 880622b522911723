"""How far an usulan is, for its author, for who follows it, and for anybody with its receipt."""
