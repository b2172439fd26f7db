# Sourced by packaging/run and packaging/test, after they have set `root` to the checkout. POSIX sh.
#
# What stands afterwards:
#   .venv/                  the locked dependencies, and Casefile itself as it would be installed
#   .venv/made-for-NAME     the hash of the lock it was made from (NAME: run or test)
#   .venv/made-at           the system's release and the checkout's place; when one of these or a lock
#                           changes, the environment is made again
#   .venv/casefile-is-of    younger than every source file, or Casefile is installed again
#
# Casefile is installed and not run from desktop/ by PYTHONPATH: the program starts Python with -I, so
# that nothing in the folder it was started from can pass itself off as a module, and -I leaves
# PYTHONPATH out. It also keeps a `git pull` from changing the code under an open case. The second
# start pays for it with one `find` over the sources.

say() { printf '%s\n' "$*"; }
stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

# What Qt needs to start (measured on a bare Debian), and what only the tests need.
# a|b: the first of these names that the release knows.
packages_to_run="python3-venv libglib2.0-0t64|libglib2.0-0 libgl1 libegl1 libfontconfig1 libxkbcommon0
    libdbus-1-3 libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    libwayland-cursor0 libcups2t64|libcups2 fonts-dejavu-core"
packages_to_test="xvfb xauth xdotool openbox pcmanfm dbus dbus-daemon gnome-keyring libsecret-tools
    at-spi2-core python3-pyatspi poppler-utils"

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# The packages of the list that are not installed, each by the name this release has for it.
missing_packages() {
    for choice in $1; do
        found=
        wanted=
        for name in $(printf '%s' "$choice" | tr '|' ' '); do
            if is_installed "$name"; then
                found=yes
                break
            fi
            if [ -z "$wanted" ] && apt-cache show "$name" >/dev/null 2>&1; then wanted=$name; fi
        done
        [ -n "$found" ] || printf '%s ' "${wanted:-${choice##*|}}"
    done
}

# Installs what is missing when it may, and otherwise prints the one line to run and ends.
need_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    [ -n "$(missing_packages "$1")" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root='sudo -n'
    else
        missing=$(missing_packages "$1")
        stop "Some Debian packages are missing. Install them, then start this again:
sudo apt-get install -y ${missing% }"
    fi
    # A fresh system knows no package yet, and an old list names files that are gone.
    $as_root apt-get update -qq
    missing=$(missing_packages "$1")
    say "Installing from Debian: ${missing% }"
    # shellcheck disable=SC2086 # both hold words
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing \
        >"$root/.venv-packages.log" 2>&1 || {
        tail -n 20 "$root/.venv-packages.log" >&2
        stop "Debian's packages could not be installed. The whole answer is in .venv-packages.log."
    }
    rm -f "$root/.venv-packages.log"
}

# Prints the first Python from 3.11 to 3.13 that is there.
find_python() {
    for name in ${CASEFILE_PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    stop "Casefile needs Python 3.11, 3.12 or 3.13. None was found."
}

# need_environment NAME LOCK PACKAGES: makes .venv fit the lock, and installs Casefile into it.
need_environment() {
    place="$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release 2>/dev/null) $root"
    lock=$(sha256sum <"$2")
    fits "$1" && is_fresh && return
    # Two starts at once wait for each other.
    if command -v flock >/dev/null 2>&1; then
        exec 9<"$root"
        flock 9
    fi
    fits "$1" || make_environment "$1" "$2" "$3"
    is_fresh || install_casefile
    exec 9<&-
}

fits() {
    has_right_place && reads_as "$root/.venv/made-for-$1" "$lock"
}

has_right_place() {
    [ -x "$root/.venv/bin/python" ] && reads_as "$root/.venv/made-at" "$place"
}

reads_as() {
    [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

make_environment() {
    need_packages "$3"
    # A lock that changed may have dropped something, so the environment is made from nothing; the
    # tests' dependencies are only added to the program's, which their lock repeats.
    if ! has_right_place || [ -f "$root/.venv/made-for-$1" ]; then
        base=$(find_python) || exit 1
        say "Making .venv with $("$base" --version) ..."
        rm -rf "$root/.venv"
        "$base" -m venv "$root/.venv"
        printf '%s\n' "$place" >"$root/.venv/made-at"
    fi
    say "Installing the locked dependencies of packaging/${2##*/} ..."
    "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: -r "$2" ||
        stop "The dependencies could not be installed. Nothing outside .venv was changed."
    printf '%s\n' "$lock" >"$root/.venv/made-for-$1"
}

# True when no source, folder of sources or build setting is younger than what is installed.
is_fresh() {
    [ -f "$root/.venv/casefile-is-of" ] &&
        [ -z "$(find "$root/desktop" "$root/resources" "$root/pyproject.toml" -name __pycache__ -prune -o \
            -newer "$root/.venv/casefile-is-of" -print | head -n 1)" ]
}

install_casefile() {
    # The mark is older than what is installed, so that a file saved meanwhile counts as younger.
    : >"$root/.venv/casefile-is-of.new"
    "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --no-deps --no-build-isolation --force-reinstall "$root" || stop "Casefile itself could not be installed."
    mv "$root/.venv/casefile-is-of.new" "$root/.venv/casefile-is-of"
}
