import type { Ports } from '../../src-main/core/core.ts';
import { quickjsScripts } from '../../src-main/hosts/node/quickjs-scripts.ts';

/** What simulated services do not need (no network, no passwords, nobody to tell), and dice that always fall alike. */
export const offlinePorts: Pick<Ports, 'random' | 'http' | 'secrets' | 'notifier' | 'scripts'> = {
  random: { next: () => 0.5 },
  http: { send: () => Promise.reject(new Error('simulated services need no network')) },
  secrets: {
    state: async () => 'open',
    unlock: async () => {},
    get: async () => null,
    set: async () => {},
    remove: async () => {},
  },
  notifier: { notify: () => {} },
  scripts: quickjsScripts,
};
