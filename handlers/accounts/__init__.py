"""Posts given, agreed to, taken back; Plt. and Plh.; the PIN."""
