"""The office: setting it up, places, settings, what people say of themselves."""
