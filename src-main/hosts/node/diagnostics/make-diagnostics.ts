import { release } from 'node:os';
import { strToU8, zip } from 'fflate';
import type { Api } from '../../../../src-shared/api/contract.ts';
import type { DiagnosticsView } from '../../../../src-shared/api/views.ts';
import { toErrorData } from '../../../../src-shared/errors.ts';
import type { Clock, LogFile } from '../../../../src-shared/ports/ports.ts';
import { version } from '../../../../src-shared/version.ts';
import type { Finding } from '../doctor/finding.ts';
import { allowedFacts } from '../log-facts.ts';
import { createHostNames, withoutHosts } from './hide-host.ts';
import { readMe } from './read-me.ts';

export interface DiagnosticsParts {
  /** Null: the data cannot be opened, so what only the open program knows is not in it. */
  readonly api: Pick<Api, 'call'> | null;
  readonly findings: readonly Finding[];
  readonly logFile: Pick<LogFile, 'lines'> | undefined;
  readonly clock: Pick<Clock, 'now'>;
}

export interface Diagnostics {
  /** For a file. */
  readonly name: string;
  readonly zip: Uint8Array;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/** The newest of a log that is full is about half of it. */
const mostLines = 20_000;

/** One file for somebody who helps: nothing of a task, nobody's name, no host but those of everybody, no secret. */
export async function makeDiagnostics({ api, findings, logFile, clock }: DiagnosticsParts): Promise<Diagnostics> {
  const nameOf = createHostNames();
  const madeAt = new Date(clock.now()).toISOString();
  const texts: Record<string, string> = {
    'README.txt': readMe(madeAt),
    'about.json': json(aboutProgram(madeAt)),
    'doctor.json': json(findings.map(({ check, state, facts }) => ({ check, state, ...facts }))),
    ...partsOf(await describe(api), nameOf),
    'log.jsonl': await logText(logFile, nameOf),
  };
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)]));
  return {
    name: `task-sync-diagnostics-${madeAt.slice(0, 19).replaceAll(':', '-')}Z.zip`,
    zip: await pack(files),
    files: Object.entries(files).map(([name, { length: bytes }]) => ({ name, bytes })),
  };
}

function aboutProgram(madeAt: string): object {
  const { node, electron = null, sqlite = null } = process.versions;
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return {
    ...{ madeAt, version, node, electron, sqlite, platform: process.platform, arch: process.arch },
    ...{ system: release(), locale, timeZone, upSeconds: Math.round(process.uptime()) },
  };
}

async function describe(api: DiagnosticsParts['api']): Promise<DiagnosticsView | { readonly error: string }> {
  if (api === null) return { error: 'not opened' };
  try {
    return await api.call('diagnostics.describe', {});
  } catch (error) {
    // A sentence may name what it is about; the code does not.
    return { error: toErrorData(error).code };
  }
}

function partsOf(
  described: DiagnosticsView | { readonly error: string },
  nameOf: (host: string) => string,
): Record<string, string> {
  if ('error' in described) return { 'not-described.json': json(described) };
  const { metrics, ...parts } = described;
  const files = Object.entries(parts).map(([name, part]) => [`${name}.json`, json(withoutHosts(part, nameOf))]);
  return { ...Object.fromEntries(files), 'metrics.txt': metrics };
}

/** As it was written: without secrets. What an older version may have let through is held to the same list again. */
async function logText(logFile: DiagnosticsParts['logFile'], nameOf: (host: string) => string): Promise<string> {
  const lines = (await logFile?.lines({ level: 'debug', limit: mostLines })) ?? [];
  return lines
    .map(({ time, level, event, facts }) => ({ time, level, event, ...allowedFacts(facts) }))
    .map((line) => `${JSON.stringify(withoutHosts(line, nameOf))}\n`)
    .join('');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function pack(files: Record<string, Uint8Array>): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip(files, { level: 6 }, (error, packed) => (error ? reject(error) : resolve(packed)));
  });
}
