"""The papers, one module each: what stands where. Each has `write(sheet, data)`."""
