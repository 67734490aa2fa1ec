"""The rules of auditing: plain functions of plain values, without a screen or a database."""
