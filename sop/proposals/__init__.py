"""An usulan: its fields, its kamus entry, its photos, its versions, its receipt."""
