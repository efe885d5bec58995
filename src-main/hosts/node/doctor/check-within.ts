import type { ApiCall } from '../../../../src-shared/api/contract.ts';
import type { ClockView, ConnectionView } from '../../../../src-shared/api/views.ts';
import { historyFindings } from './check-history.ts';
import { type Finding, fine, trouble } from './finding.ts';

export interface Within {
  readonly call: ApiCall;
  /** Of the history, noted by a person earlier. */
  readonly seal?: string | undefined;
}

/** What only the open program knows. */
export async function checkWithin({ call, seal }: Within): Promise<readonly Finding[]> {
  const history = await call('history.check', seal === undefined ? {} : { seal });
  const { state } = await call('secrets.state', {});
  const secrets =
    state === 'locked'
      ? trouble('secrets', 'They are locked with a passphrase. Set TASKSYNC_PASSPHRASE or open the app.', { state })
      : fine('secrets', state === 'unset' ? 'None are stored yet.' : 'They can be stored and read.', { state });
  const connections = await call('connections.list', {});
  const clocks = connections.length === 0 ? [] : checkClocks(await call('clocks.show', {}));
  return [...historyFindings(history), secrets, ...connections.map(checkConnection), ...clocks];
}

function checkConnection({ id, name, connector, state, trouble: why }: ConnectionView): Finding {
  const facts = { connection: id, connector, state, code: why?.code ?? null };
  if (state === 'works') return fine('connection', `${name} (${connector}) worked when it was last used.`, facts);
  if (state === 'untested') return fine('connection', `${name} (${connector}) was not used yet.`, facts);
  const what = state === 'needs-sign-in' ? 'needs you to sign in.' : 'does not work.';
  return trouble('connection', `${name} (${connector}) ${what}${why ? ` ${why.message}` : ''}`, facts);
}

const mostMs = 120_000;

/** What was changed last is told by comparing clocks, so a wrong one lets the older edit win. */
export function checkClocks(clocks: readonly ClockView[]): readonly Finding[] {
  const told = clocks.filter(({ aheadMs }) => aheadMs !== null);
  const wrong = told.filter(({ aheadMs }) => Math.abs(aheadMs ?? 0) > mostMs);
  if (wrong.length > 0) {
    return wrong.map(({ connection, connector, aheadMs }) => {
      const ahead = aheadMs ?? 0;
      const way = ahead > 0 ? 'behind' : 'ahead of';
      return trouble(
        'clock',
        `This computer is ${lengthOf(ahead)} ${way} the clock of ${connection} (${connector}). Set date and time, or let the system do it: the newer of two edits may be taken for the older one.`,
        { connector, aheadMs: ahead },
      );
    });
  }
  const count = told.length;
  if (count === 0) return [fine('clock', 'No service could be asked for the time.', { services: 0 })];
  const furthest = told.reduce((most, { aheadMs }) => Math.max(most, Math.abs(aheadMs ?? 0)), 0);
  const services = count === 1 ? 'the service' : `all ${count} services`;
  return [fine('clock', `It agrees with ${services}.`, { services: count, mostMs: furthest })];
}

function lengthOf(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
