#!/bin/bash
# Installs the wheel with a Python that is newer than the machine's, by pip, pipx and uv, in a clean Debian that has it;
# asks the program and removes it again. Runs as root within that Debian; tests/packages/pipx_uv_pip.py calls it, with the
# wheel in /tried, what it needs in /tried/wheels, and the way as its word.
set -euo pipefail
way=$1
wheel=$(ls /tried/*.whl)
export PIP_NO_INDEX=1 PIP_FIND_LINKS=/tried/wheels UV_OFFLINE=1 UV_FIND_LINKS=/tried/wheels
export LC_ALL=C.UTF-8 HOME=/home/ada XDG_RUNTIME_DIR=/run/ada PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore
export PATH=$HOME/.local/bin:$PATH
mkdir -p "$HOME" "$XDG_RUNTIME_DIR"

fail() {
  echo "tests/packages/newest_python.sh: $*" >&2
  exit 1
}

if [ "$way" = uv ]; then
  python3 -m pip install -q --target /tried/tools uv >&2
  PATH=/tried/tools/bin:$PATH
fi
case $way in
  pip) install=(python3 -m pip install -q --user "$wheel") remove=(python3 -m pip uninstall -q -y backpressure-tray) ;;
  pipx) install=(pipx install "$wheel") remove=(pipx uninstall backpressure-tray) ;;
  uv) install=(uv tool install --python "$(command -v python3)" "$wheel") remove=(uv tool uninstall backpressure-tray) ;;
esac
"${install[@]}" >&2
backpressure --version >&2
backpressure doctor --json >/tried/doctor || true # a machine without a desktop lacks much
grep -q "installed: fine (by $way)" /tried/doctor || fail "the doctor does not know that $way brought it"
"${remove[@]}" >&2
left=$(find "$HOME" -name '*backpressure*' ! -name '*.lock' ! -path '*/.cache/*' ! -path '*/logs/*' ! -path '*/uv/*')
[ -z "$left" ] || fail "it left $left"
python3 -c 'import sys; print("python %d.%d" % sys.version_info[:2])'
