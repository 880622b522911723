"""How a talk is held: buttons, forms, drafts, and the chat's own memory of what is open."""
