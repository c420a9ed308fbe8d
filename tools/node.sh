#!/bin/sh
# Makes node_modules in a folder (tools/node, if none is named) hold exactly what its package-lock.json says, with
# the Node of .venv.
#
# A copy of the lock tells that it is installed, as in tools/install.sh.
set -eu
folder=${1:-tools/node}
cmp -s "$folder/package-lock.json" "$folder/node_modules/installed" && exit 0

echo "Installing $folder/package-lock.json"
bin=$(cd .venv/bin && pwd)
(cd "$folder" && PATH="$bin:$PATH" "$bin/npm" ci --silent --no-audit --no-fund --ignore-scripts)
cp "$folder/package-lock.json" "$folder/node_modules/installed"
