"""What can be asked of the record and done to it, one module a subject.

Every function takes a session first and is called through `Store.read` or `Store.write`; none of them commits.
"""
