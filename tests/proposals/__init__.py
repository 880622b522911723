"""An usulan on its way to the desk: form, places, photos, checks, receipt."""
