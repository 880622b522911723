"""The golden record: everything a person can see, written into a folder, so that two trees can be compared.

A redesign changes no sentence, button, paper, list or fingerprint but those it names. `make golden` plays
the demo's season and an imported list, and writes what came of it into out/golden; `make golden
AGAINST=folder-or-commit` shows what differs. The same tree gives the same bytes, however busy the machine is:

- people act one after the other, and each waits until the bot has nothing left to do (stage.py);
- the clock stands still but for a second before each act; random codes are made of that second (entry.py);
- what is owed by time is looked for when the story turns the clock, and at no other moment (entry.py).

So nothing has to be left out of the comparison but what fluctuating.py names, each with its reason.

phones/    every message, each of its later forms, and the answers to presses, act by act (record.py)
screens/   what who holds a post finds on his way through the screens, what each press says (screens.py)
papers/    the frozen data of each paper; the text of its PDF is among the files
files/     the text, cells or entries of every file that a phone was sent
marks.txt  the fingerprints on receipts of what was typed, and of what was imported
"""
