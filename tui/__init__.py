"""What the auditor sees and types: screens, panes, widgets, the key table, the command line."""
