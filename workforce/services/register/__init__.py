"""Writes to the register of people; every one of them keeps the derived rows in step and leaves an audit event."""
