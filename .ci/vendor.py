"""Fetch the browser libraries into static/vendor/ (for developers; nothing of this runs on a server).

``python .ci/vendor.py`` needs npm. It copies the listed files of each package with its licence and writes
``vendor.lock.json``, which ``tests/test_quality.py`` holds the files to. Source map comments are removed before
hashing: the maps are not shipped, and the manifest storage refuses a reference to a file that is not there.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
PACKAGES = {
    "bootstrap@5.3.9": ["dist/css/bootstrap.min.css"],
    "plotly.js-basic-dist-min@4.1.1": ["plotly-basic.min.js"],
    "@fontsource-variable/inter@5.3.0": [
        "files/inter-latin-wght-normal.woff2",
        "files/inter-latin-ext-wght-normal.woff2",
        "files/inter-vietnamese-wght-normal.woff2",
    ],
    "htmx.org@2.0.11": ["dist/htmx.min.js"],
}
SOURCE_MAP_COMMENT = re.compile(rb"\n?(/\*# sourceMappingURL=\S+ \*/|//# sourceMappingURL=\S+)\s*$")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        lock = [vendored(package, files, Path(folder)) for package, files in PACKAGES.items()]
    (VENDOR / "vendor.lock.json").write_text(json.dumps(lock, indent=2) + "\n")


def vendored(package: str, files: list[str], folder: Path) -> dict:
    """Copy one package's files and return its entry of the lock."""
    unpacked = unpack(package, folder)
    about = json.loads((unpacked / "package.json").read_text())
    home = VENDOR / folder_name(about)
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    for file in [*files, "LICENSE"]:
        (home / Path(file).name).write_bytes(without_source_map(unpacked / file))
    hashes = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(home.iterdir())}
    return {
        "name": about["name"],
        "version": about["version"],
        "licence": about["license"],
        "folder": home.name,
        "sha256": hashes,
    }


def unpack(package: str, folder: Path) -> Path:
    command = ["npm", "pack", package, "--silent", "--pack-destination", folder]
    packed = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 (names from above)
    tarball = folder / packed.stdout.split()[-1]
    target = folder / tarball.stem
    with tarfile.open(tarball) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def folder_name(about: dict) -> str:
    """As npm names its tarballs: @scope/name 1.2.3 is scope-name-1.2.3."""
    return f"{about['name'].removeprefix('@').replace('/', '-')}-{about['version']}"


def without_source_map(file: Path) -> bytes:
    content = file.read_bytes()
    return SOURCE_MAP_COMMENT.sub(b"\n", content) if file.suffix in {".css", ".js"} else content


if __name__ == "__main__":
    main()
