# Shared by the scripts beside it; source it after `set -eu`. Leaves the working directory at the root of the project.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
BUILD_PACKAGES="libxml2-dev libyaml-dev libgcrypt20-dev libfreeipmi-dev pkg-config"

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# need_packages WHY PACKAGE...: installs the Debian packages that are missing.
need_packages() {
  local why=$1 package missing=""
  shift
  command -v dpkg-query >/dev/null ||
    { say "This is not Debian: please make sure that you have the equivalents of: $*"; return 0; }
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  say "Installing Debian packages $why:$missing"
  local root=""
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "Please run as root: apt-get install --no-install-recommends$missing"
    root=sudo
  fi
  $root apt-get update -qq
  # shellcheck disable=SC2086 # a list of words
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# need_unpacked PACKAGE: a Debian package whose programs are wanted but not the services that installing it would start;
# unpacked into .build/PACKAGE. Without it the tests that use it are skipped.
need_unpacked() {
  local package=$1 download
  [ ! -d ".build/$package" ] && command -v apt-get >/dev/null || return 0
  say "Unpacking the Debian package $package into .build/$package"
  download=$(mktemp -d)
  if (cd "$download" && apt-get download -qq "$package" 2>/dev/null); then
    mkdir -p .build && dpkg-deb -x "$download/$package"_*.deb ".build/$package"
  else
    say "apt-get cannot download it; try apt-get update."
  fi
  rm -rf "$download"
}

# need_swift: stops with advice unless Swift 6.3 or newer is there.
need_swift() {
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  case $version in
    "" | [0-5].* | 6.[0-2]) ;;
    *) return 0 ;;
  esac
  die "Lantern is built with Swift 6.3 or newer; found: ${version:-none}.
Get it from https://www.swift.org/install/linux/ (the archive for Debian 12, or swiftly), put its usr/bin in PATH, and
run this again. On Debian 12 Swift itself needs these packages:
  apt-get install binutils-gold git gcc libc6-dev libstdc++-12-dev libcurl4-openssl-dev libedit-dev libicu-dev \\
    libncurses-dev libpython3-dev libsqlite3-dev libxml2-dev libz3-dev pkg-config tzdata uuid-dev zlib1g-dev"
}

# need_python: a virtual environment in .build/venv with what Tests/requirements.txt names.
need_python() {
  local wanted=Tests/requirements.txt venv=.build/venv
  PYTHON=$ROOT/$venv/bin/python3
  cmp -s "$wanted" "$venv/installed.txt" && return 0
  say "Installing the Python packages of $wanted into $venv"
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$PYTHON" -m pip install --quiet --disable-pip-version-check --requirement "$wanted" 2>&1 |
    { grep -v DEPRECATION || true; }
  "$PYTHON" -c 'import amt, cryptography, dracclient, pypsrp, pytest, requests, sslyze'
  cp "$wanted" "$venv/installed.txt"
}

# random_password: 24 letters and digits.
random_password() { head -c 512 /dev/urandom | tr -dc 'A-Za-z0-9' | head -c 24; }

# wait_for_line PID FILE PATTERN: until FILE has a line with PATTERN; fails when the process ends first.
wait_for_line() {
  until grep -q "$3" "$2" 2>/dev/null; do
    kill -0 "$1" 2>/dev/null || return 1
    sleep 0.1
  done
}
