"""What runs: settings, command line, inbox, outbox, papers, reminders."""

import gc

#: Objects made before a look for garbage among the young. Loading the bot makes half a million that all stay;
#: with Python's 700 a seventh of the start went into looking at them.
_YOUNG = 100_000
gc.set_threshold(_YOUNG)
