"""Step 2: the queue of Kepala Bidang, verdicts, surveys, the Bank Usulan."""
