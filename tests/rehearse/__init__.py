"""A field and a step are added to a copy of this tree by docs/adding-a-step.md alone, and looked for."""
