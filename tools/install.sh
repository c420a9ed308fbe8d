#!/bin/sh
# Makes .venv hold exactly what a lock file says: tools/install.sh requirements.txt
#
# A copy of the lock in .venv tells that it is installed. While the two are the same nothing is
# done, so the second run is quick and needs no network.
set -eu
lock=$1
cmp -s "$lock" ".venv/$lock" && exit 0

python=
for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed and was not found; set PYTHON to its path." >&2
    exit 1
fi

# A folder without a working pip is what an interrupted run, or a Python that has gone, leaves.
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    echo "Making .venv with $("$python" --version)"
    if ! "$python" -m venv --clear .venv; then
        echo "$python cannot make a virtual environment. On Debian and Ubuntu, pip for it is a" >&2
        echo "package of its own: apt-get install python3-venv" >&2
        exit 1
    fi
fi

echo "Installing $lock"
rm -f ".venv/$lock"
# The lock names every package with its hash, so pip has nothing to resolve (--no-deps) and
# refuses what is not listed. -qq leaves errors only.
.venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r "$lock"
cp "$lock" ".venv/$lock"
