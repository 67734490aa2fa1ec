"""One pane a file, for the nine stages of an audit. Imported when the store is open, not before."""
