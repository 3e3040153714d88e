"""People from files: ``confirming.check`` → ``keep`` → ``confirm`` → ``undoing.undo``."""
