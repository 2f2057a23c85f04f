#!/bin/sh
# Runs the task list in a scratch copy: demo.sh RECOURSE. Leaves nothing behind.
set -eu
recourse=$(realpath "$1")
source=$(dirname "$(realpath "$0")")
scratch=$(mktemp -d)
holder=
trap 'test -z "$holder" || kill "$holder" 2>/dev/null; rm -rf "$scratch"' EXIT INT TERM
cp -R "$source/." "$scratch/"
cd "$scratch"

# What the failures need: nobody's own settings, an environment of its own, a wheel, and a port that is taken.
export HOME="$scratch/home" XDG_DATA_HOME="$scratch/home/data" XDG_CONFIG_HOME="$scratch/home/config"
export GIT_CONFIG_NOSYSTEM=1 PIP_DISABLE_PIP_VERSION_CHECK=1
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL EMAIL VIRTUAL_ENV || true
mkdir -p "$HOME"
git init -q .
git config user.useConfigOnly true
git add tasks.md src
python3 -m venv .venv
python3 wheel.py wheels
python3 -c 'import socket, time; s = socket.create_server(("127.0.0.1", 8931)); time.sleep(600)' &
holder=$!
sleep 0.5

"$recourse" run tasks.md --mode auto --ceiling environment --seed 1
echo
"$recourse" stats
echo
"$recourse" stats fixes
