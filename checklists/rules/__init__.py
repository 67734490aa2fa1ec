"""What makes a checklist entry a good one: small rules, each a plain function of an entry and its pack.

spots       where in a file something stands
form        the parts of an entry: all there, in order, in agreement with the standard's tables
wording     questions that open a person's mouth, findings that state facts
likeness    questions that say the same, and sentences that are somebody else's
"""
