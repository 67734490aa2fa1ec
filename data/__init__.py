"""The record: tables, store, rules of the audit, evidence vault, imports, migrations."""
