import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startServer, whyNoServer } from '../servers/real-server.ts';
import type { DavList } from '../servers/workspace.ts';
import type { Case } from './cases.ts';

export interface Stats {
  readonly requests: number;
  readonly writesInFlight: number;
}

/** A fresh server with one empty list. */
export interface BenchServer {
  readonly list: DavList;
  /** What happened since the last call; null where the server does not tell. */
  readStats(): Promise<Stats | null>;
  stop(): Promise<void>;
}

export function whyNoCase({ server }: Case): string | null {
  return server === 'radicale' ? whyNoServer('radicale') : null;
}

export function startBenchServer(one: Case): Promise<BenchServer> {
  return one.server === 'radicale' ? startRadicale() : startSimulated(one);
}

async function startRadicale(): Promise<BenchServer> {
  const { collection = '', user, password, stop } = await startServer('radicale');
  return { list: { collection, user, password }, readStats: () => Promise.resolve(null), stop };
}

async function startSimulated({ latencyMs, perWriteMs = 0 }: Case): Promise<BenchServer> {
  const child = fork(join(import.meta.dirname, 'simulated-server.ts'), [String(latencyMs), String(perWriteMs)]);
  const answer = async (): Promise<unknown> => (await once(child, 'message'))[0];
  const list = (await answer()) as DavList;
  return {
    list,
    readStats: async () => {
      child.send('stats');
      return (await answer()) as Stats;
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
