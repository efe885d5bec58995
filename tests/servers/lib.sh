# What the server scripts share. Sourced, not run. Progress goes to stderr; stdout carries one JSON line only.
set -euo pipefail
export LC_ALL=C.UTF-8
mark=.task-server

say() { printf '%s\n' "$*" >&2; }

# need PACKAGE...: says what is missing; installing is .ci/run's work.
need() {
  local package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' && continue
    say "The Debian package $package is not installed."
    exit 3
  done
}

# prepare_dir DIR: makes DIR empty; wipes only a folder that carries our own mark.
prepare_dir() {
  if [ -n "$(ls -A "$1" 2>/dev/null)" ]; then
    [ -e "$1/$mark" ] || { say "$1 is not empty and was not made by this script."; exit 2; }
    stop_pid "$1"
    rm -rf "$1"
  fi
  mkdir -p "$1"
  : >"$1/$mark"
}

# start_pid DIR COMMAND...: runs it in its own session; log in DIR/server.log, process id and start time in DIR/pid.
start_pid() {
  local dir=$1 pid
  shift
  setsid "$@" >>"$dir/server.log" 2>&1 </dev/null &
  pid=$!
  echo "$pid $(started "$pid")" >"$dir/pid"
}
started() { awk '{print $22}' "/proc/$1/stat" 2>/dev/null || true; }

# stop_pid DIR: never kills a process that got the number of one that has ended.
stop_pid() {
  local pid start
  [ -s "$1/pid" ] || return 0
  read -r pid start <"$1/pid"
  rm -f "$1/pid"
  [ "$(started "$pid")" = "$start" ] || return 0
  kill "$pid" 2>/dev/null || return 0
  for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || return 0; sleep 0.1; done
  kill -9 "$pid" 2>/dev/null || true
}

# wait_http URL DIR SECONDS: until it answers with any status.
wait_http() {
  local end=$((SECONDS + $3)) pid
  read -r pid _ <"$2/pid"
  until curl -s -o /dev/null --noproxy '*' --max-time 10 "$1"; do
    kill -0 "$pid" 2>/dev/null || { say "The server ended:"; tail -20 "$2/server.log" >&2; exit 4; }
    [ $SECONDS -lt $end ] || { say "No answer from $1:"; tail -20 "$2/server.log" >&2; stop_pid "$2"; exit 4; }
    sleep 0.1
  done
}
