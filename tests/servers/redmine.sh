#!/usr/bin/env bash
# Redmine (Debian's package, SQLite, puma) on 127.0.0.1, with its REST API on, an admin and one empty project "tasks".
#   redmine.sh start DIR PORT   prints {"base", "project", "api_key", "user", "password", "pid", "log"}
#   redmine.sh restart DIR      starts again on the same store
#   redmine.sh stop DIR
# SERVER_CACHE holds the migrated empty database, so that only the first start takes minutes.
. "$(dirname "$0")/lib.sh"
command=${1:?start, restart or stop} dir=$(realpath -m "${2:?DIR}")
cache=${SERVER_CACHE:-${TMPDIR:-/var/tmp}/task-servers}
# Debian 12's ruby brings a bundler that rejects Debian's own gems; the patched one is this version.
export BUNDLER_VERSION=2.3.15 RAILS_ENV=production REDMINE_LANG=en SCHEMA=/dev/null HOME=$dir/home

enter() {
  export REDMINE_INSTANCE=../../../../../../..$dir/instance BUNDLE_GEMFILE=$dir/Gemfile
  cd /usr/share/redmine
}
setup() {
  "$@" >>"$dir/setup.log" 2>&1 || { say "Redmine could not be set up:"; tail -5 "$dir/setup.log" >&2; exit 5; }
}

launch() {
  local port
  port=$(cat "$dir/port")
  enter
  start_pid "$dir" bundle exec puma -b "tcp://127.0.0.1:$port" -e production -w 0 -t 4:4 --dir /usr/share/redmine -C - config.ru
  wait_http "http://127.0.0.1:$port/" "$dir" 60
  printf '{"server":"redmine","base":"http://127.0.0.1:%s/","project":"tasks","api_key":"%s","user":"admin","password":"admin-secret","pid":%s,"log":"%s"}\n' \
    "$port" "$(cat "$dir/api_key")" "$(cut -d' ' -f1 "$dir/pid")" "$dir/instance/log/production.log"
}

empty_database() {
  local template
  template=$cache/redmine-$(dpkg-query -W -f='${Version}' redmine).sqlite3
  if [ ! -s "$template" ]; then
    say 'Migrating an empty database (once) ...'
    # Two processes: in one, the models would keep the columns of before the migration.
    setup bundle exec rake db:migrate
    setup bundle exec rake redmine:load_default_data
    mkdir -p "$cache"
    cp "$dir/instance/redmine.sqlite3" "$template.$$"
    mv "$template.$$" "$template"
  fi
  cp "$template" "$dir/instance/redmine.sqlite3"
}

case $command in
start)
  need redmine redmine-sqlite puma curl
  prepare_dir "$dir"
  echo "${3:?PORT}" >"$dir/port"
  mkdir -p "$HOME" "$dir"/instance/{config,log,files,tmp,public/plugin_assets}
  cat >"$dir/instance/config/database.yml" <<Y
production: { adapter: sqlite3, database: "$dir/instance/redmine.sqlite3", timeout: 15000, pool: 16, encoding: utf8 }
Y
  head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$dir/instance/config/secret_key.txt"
  cat >"$dir/Gemfile" <<'G'
eval_gemfile "/usr/share/redmine/Gemfile"
gem "sqlite3", "~> 1.4.0" unless dependencies.any? { |dependency| dependency.name == "sqlite3" }
gem "puma"
G
  enter
  setup bundle install --local --quiet
  empty_database
  cat >"$dir/seed.rb" <<'R'
Setting.rest_api_enabled = '1'
Setting.login_required = '1'
admin = User.find_by_login('admin')
admin.password = admin.password_confirmation = 'admin-secret'
admin.must_change_passwd = false
admin.mail = 'admin@example.org' if admin.mail.blank?
admin.mail_notification = 'none'
admin.save!
project = Project.new(name: 'Tasks', identifier: 'tasks', is_public: false)
project.enabled_module_names = ['issue_tracking']
project.trackers = Tracker.all.to_a
project.save!
# The admin is a member, so that issues can be assigned to it.
Member.create!(project: project, principal: admin, roles: [Role.givable.first])
File.write(ENV['KEY_FILE'], admin.api_key)
R
  KEY_FILE=$dir/api_key setup bundle exec rails runner "$dir/seed.rb"
  launch
  ;;
restart) stop_pid "$dir"; launch ;;
stop) stop_pid "$dir" ;;
*) say "Unknown: $command"; exit 2 ;;
esac
