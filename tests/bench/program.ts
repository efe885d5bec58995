import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createWorkspace, type DavList, setUpPair } from '../servers/workspace.ts';
import type { Measurement } from './cases.ts';

type Used = Pick<Measurement, 'wallMs' | 'cpuMs' | 'maxRssMb' | 'loopP99Ms' | 'loopMaxMs'>;

/** A sync program set up for one pair of lists. */
export interface Program {
  readonly name: Measurement['program'];
  /** One run, from the start of the process to its end. Throws when it does not succeed. */
  sync(): Promise<Used>;
  remove(): void;
}

const run = promisify(execFile);

/** With long lists it also measures how late its event loop gets. */
export async function taskSync(left: DavList, right: DavList, tasks: number): Promise<Program> {
  const workspace = createWorkspace(tasks >= 10_000 ? { TASKSYNC_MEASURE_LOOP: '1' } : {});
  await setUpPair(workspace, left, right);
  return {
    name: 'task-sync',
    sync: async () => {
      const { ms, usage } = await workspace.succeed('sync', 'both', '--json');
      const nothing = { cpuMs: null, maxRssMb: null, loopP99Ms: null, loopMaxMs: null };
      return { ...nothing, ...usage, wallMs: ms };
    },
    remove: () => workspace.remove(),
  };
}

/** What a process used is known to its parent only: this one starts it and tells. */
const timed = `
import json, resource, subprocess, sys, time
began = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
wall = time.monotonic() - began
if done.returncode: sys.exit(done.stdout)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"wallMs": wall * 1000, "cpuMs": (used.ru_utime + used.ru_stime) * 1000, "maxRssMb": used.ru_maxrss / 1024}))
`;

/** Debian's vdirsyncer, or null where it is not installed. */
export async function vdirsyncer(left: DavList, right: DavList): Promise<Program | null> {
  const found = await run('vdirsyncer', ['--version']).catch(() => null);
  if (found === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'tasksync-vdirsyncer-'));
  const config = join(folder, 'config');
  writeFileSync(config, vdirsyncerConfig(folder, left, right));
  await run('vdirsyncer', ['--config', config, 'discover']);
  return {
    name: 'vdirsyncer',
    sync: async () => {
      const { stdout } = await run('python3', ['-c', timed, 'vdirsyncer', '--config', config, 'sync']);
      return { loopP99Ms: null, loopMaxMs: null, ...(JSON.parse(stdout) as Omit<Used, 'loopP99Ms' | 'loopMaxMs'>) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function vdirsyncerConfig(folder: string, left: DavList, right: DavList): string {
  const storage = (name: string, list: DavList): string => `
[storage ${name}]
type = "caldav"
url = "${list.collection}"
username = "${list.user}"
password = "${list.password}"
item_types = ["VTODO"]
`;
  return `[general]
status_path = "${join(folder, 'status')}"

[pair both]
a = "left"
b = "right"
collections = null
conflict_resolution = "a wins"
${storage('left', left)}${storage('right', right)}`;
}
