/** What whoever opens the file reads first: also the person who made it, before passing it on. */
export function readMe(madeAt: string): string {
  return `Diagnostics of Task Sync, made ${madeAt}

about.json        versions of the program and of the system
doctor.json       what "tasksync doctor" finds
settings.json     settings
data.json         how much data there is
connections.json  which services, and how they are signed in to
profiles.json     how profiles are built: directions, numbers of rules and values
standing.json     how each profile stands now
runs.json         how the last 20 runs ended
metrics.txt       numbers since the program began
log.jsonl         the log, newest lines last

Not in it: titles, texts, comments, labels and values of tasks; names of people, accounts, lists, profiles and connections; passwords and
tokens; paths of your disk. Hosts are called host-1, host-2 and so on, except those of services that have one address for everybody. Ids are random
and say nothing elsewhere; they tell which lines are about the same thing. Time zone and language are in about.json.
`;
}
