import type { SafeFacts } from '../../../src-shared/errors.ts';

/**
 * What a line of the log file may say besides time, level and event (SEC-23). Each is an id, a count, a code or a word of ours;
 * a fact that is not named here is not written, whatever it holds. Names of hosts are the exception, because nothing can be
 * found out without them.
 */
const names: ReadonlySet<string> = new Set([
  ...['run', 'request', 'profile', 'connection', 'endpoint', 'connector', 'trigger', 'state', 'phase', 'call', 'name'],
  ...['host', 'method', 'path', 'status', 'code', 'ms', 'bytes', 'isCached', 'retry', 'attempt'],
  ...['created', 'updated', 'deleted', 'conflicts', 'problems', 'pending', 'requests'],
  ...['cause', 'why', 'outcome', 'mistakes', 'version'],
]);
const longest = 300;

export function allowedFacts(facts: SafeFacts): SafeFacts {
  const kept = Object.entries(facts).filter(([name]) => names.has(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, longest) : value]),
  );
}
