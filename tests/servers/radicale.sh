#!/usr/bin/env bash
# Radicale as a CalDAV server on 127.0.0.1, with one user and one empty VTODO list.
#   radicale.sh start DIR PORT   prints {"base", "collection", "user", "password", "pid", "log"}
#   radicale.sh restart DIR      starts again on the same store
#   radicale.sh stop DIR
. "$(dirname "$0")/lib.sh"
user=sync password=sync-secret
command=${1:?start, restart or stop} dir=$(realpath -m "${2:?DIR}")

launch() {
  local port base
  port=$(cat "$dir/port")
  base=http://127.0.0.1:$port/
  start_pid "$dir" /usr/bin/python3 /usr/bin/radicale --config "$dir/config"
  wait_http "$base" "$dir" 30
  local code
  # 409 after a restart: the list is still there.
  code=$(curl -s -o /dev/null -w '%{http_code}' --noproxy '*' -u "$user:$password" -X MKCALENDAR "$base$user/tasks/" --data '
    <C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
      <C:supported-calendar-component-set><C:comp name="VTODO"/></C:supported-calendar-component-set>
    </D:prop></D:set></C:mkcalendar>')
  case $code in 201 | 403 | 409) ;; *) say "MKCALENDAR answered $code."; stop_pid "$dir"; exit 5 ;; esac
  printf '{"server":"radicale","base":"%s","collection":"%s","user":"%s","password":"%s","pid":%s,"log":"%s"}\n' \
    "$base" "$base$user/tasks/" "$user" "$password" "$(cut -d' ' -f1 "$dir/pid")" "$dir/server.log"
}

case $command in
start)
  need radicale curl
  prepare_dir "$dir"
  echo "${3:?PORT}" >"$dir/port"
  echo "$user:$password" >"$dir/users"
  cat >"$dir/config" <<C
[server]
hosts = 127.0.0.1:$3
max_connections = 64
[auth]
type = htpasswd
htpasswd_filename = $dir/users
htpasswd_encryption = plain
[rights]
type = owner_only
[storage]
filesystem_folder = $dir/store
[web]
type = none
[logging]
level = warning
C
  launch
  ;;
restart) stop_pid "$dir"; launch ;;
stop) stop_pid "$dir" ;;
*) say "Unknown: $command"; exit 2 ;;
esac
