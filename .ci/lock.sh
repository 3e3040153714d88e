#!/bin/bash
# Write .ci/requirements.lock anew: all that the portal, its tests and its build need, on any platform, with hashes.
# Give --upgrade to move every package to the newest version that pyproject.toml allows.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(python3 -c 'import tomllib; print("\n".join(tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"]))')
exec "${UV:-uv}" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-annotate --custom-compile-command .ci/lock.sh --extra test \
  --output-file .ci/requirements.lock "$@" pyproject.toml - <<< "$build"
