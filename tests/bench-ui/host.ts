import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Workspace } from '../servers/workspace.ts';

/** The web host of a workspace as a process of its own. */
export interface Host {
  readonly link: string;
  /** When its process was started, on the clock of `performance`. */
  readonly startedAt: number;
  readonly pid: number;
  stop(): Promise<void>;
}

export async function startHost(workspace: Workspace): Promise<Host> {
  const startedAt = performance.now();
  const { process: host, ended } = workspace.start('serve');
  const link = await new Promise<string>((resolve, reject) => {
    if (host.stdout) createInterface({ input: host.stdout }).once('line', resolve);
    void ended.then(({ stderr }) => reject(new Error(`serve ended:\n${stderr}`)));
  });
  return {
    ...{ link, startedAt, pid: host.pid ?? 0 },
    stop: async () => {
      host.kill('SIGTERM');
      await ended;
    },
  };
}

export interface ProcessUse {
  readonly cpuMs: number;
  /** How often it gave the processor away because it had nothing to do. */
  readonly wakeUps: number;
  readonly rssMb: number;
}

/** What Linux says about a process; null elsewhere. */
export function readUse(pid: number): ProcessUse | null {
  try {
    // After the name, which may contain anything, the 12th and 13th are the times in ticks of 10 ms.
    const times = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const entry = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1]);
    return {
      cpuMs: (Number(times[11]) + Number(times[12])) * 10,
      wakeUps: entry('voluntary_ctxt_switches'),
      rssMb: entry('VmRSS') / 1024,
    };
  } catch {
    return null;
  }
}
