"""An usulan, from its draft to the queue, and the kamus."""
