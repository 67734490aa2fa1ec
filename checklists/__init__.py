"""What to ask and how notes are read: Markdown packs, their parser and linter, the field-note grammar."""
