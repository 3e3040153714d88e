from tests.commands.running import manage  # noqa: F401
