import { createHash, timingSafeEqual } from 'node:crypto';
import type { MetricsView } from '../../../src-shared/api/views.ts';
import { metricsOf } from '../metrics/metrics.ts';
import { printMetrics } from '../metrics/print-metrics.ts';
import type { ApiContext, Handlers } from './api-context.ts';
import { readStatus } from './status-api.ts';

/** Absent: off. Only a digest of the token is kept, so it can be shown once and read nowhere. */
interface Switch {
  readonly digest: string;
  readonly since: string;
}
const switchKey = 'metrics';

type Names = 'metrics.show' | 'metrics.turnOn' | 'metrics.turnOff' | 'metrics.read';

export function metricHandlers(context: ApiContext): Handlers<Names> {
  const { store, ports } = context.options;
  const readSwitch = (): Promise<Switch | null> => store.settings.get<Switch>(switchKey);
  const keep = async (value: Switch | null): Promise<void> => {
    await store.transaction('setting', (tx) => tx.settings.set(switchKey, value));
    context.emit({ kind: 'changed', what: ['settings'] });
  };
  const view = async (): Promise<MetricsView> => {
    const now = await readSwitch();
    return { isOn: now !== null, since: now?.since ?? null };
  };
  return {
    'metrics.show': view,
    'metrics.turnOn': async () => {
      const token = `${ports.ids.next()}${ports.ids.next()}`;
      await keep({ digest: digestOf(token).toString('hex'), since: new Date(ports.clock.now()).toISOString() });
      return { ...(await view()), token };
    },
    'metrics.turnOff': async () => {
      await keep(null);
      return await view();
    },
    'metrics.read': async ({ token }) => {
      const now = await readSwitch();
      if (now === null) return { state: 'off' };
      if (!timingSafeEqual(Buffer.from(now.digest, 'hex'), digestOf(token))) return { state: 'refused' };
      return { state: 'open', text: printMetrics(metricsOf(context.options).read(await readStatus(context))) };
    },
  };
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
