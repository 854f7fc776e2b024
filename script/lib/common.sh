# Sourced by every script: where things are, and how they speak. Not run by itself.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

# Node and npm are the same everywhere, whatever the distribution has: the npm package `node` in the
# version web/package.json pins, and this npm. script/bootstrap puts them into build/node.
npm_version=10.9.4
node_dir=$root/build/node
export PATH=$node_dir/node_modules/.bin:$PATH

# Two compilers at once need about 2 GB; a machine with many cores and little memory would swap.
cores=$(nproc)
memory_gb=$(awk '/MemTotal/ {print int($2 / 1048576)}' /proc/meminfo)
jobs=${SOKUO_JOBS:-$(( cores <= memory_gb + 1 ? cores : memory_gb + 1 ))}

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# The comment at the head of the calling script, as its help.
help() { sed -n '2,/^$/{s/^# \{0,1\}//;p;}' "$0"; }

# Configures and builds one preset: build PRESET [TARGET…]
build() {
    local preset=$1; shift
    cmake --preset "$preset" -DPRECOMPILE="${CI:-OFF}" >"build/$preset.configure.log" 2>&1 || {
        cat "build/$preset.configure.log" >&2
        return 1
    }
    cmake --build --preset "$preset" -j "$jobs" ${1:+--target "$@"}
}

# Builds the staff UI into web/dist, when something it is made from changed. (A new dist means the
# program is linked again, which takes longer than all the rest.)
build_web() {
    local stamp=web/dist/.built
    if [[ -f $stamp && -z $(find web api -newer "$stamp" -type f \
        -not -path 'web/node_modules/*' -not -path 'web/dist/*' -not -path 'web/e2e/*' \
        -not -path 'web/test-results/*' -print -quit) ]]; then
        return 0
    fi
    (cd web && npm run build)
    touch "$stamp"
}

# Waits until a page is there: wait_for URL SECONDS
wait_for() {
    local until=$((SECONDS + $2))
    until python3 -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=2)' \
        "$1" 2>/dev/null; do
        [[ $SECONDS -lt $until ]] || return 1
        sleep 0.2
    done
}

mkdir -p build
