import { join } from 'node:path';
import type { Browser, DesktopPort, Logger, Notifier } from '../../../src-shared/ports/ports.ts';
import { connectors } from '../../connectors/registry.ts';
import type { Core } from '../../core/core.ts';
import { createCore } from '../../core/create-core.ts';
import { openSqliteStore } from '../../core/store/sqlite/open.ts';
import { openBackups } from './backups/open-backups.ts';
import { ensureDataDir } from './data-dir.ts';
import { systemKeychain } from './keychain.ts';
import { createNodeHttp } from './node-http.ts';
import { quickjsScripts } from './quickjs-scripts.ts';
import { randomIds } from './random-ids.ts';
import { createRequestLog } from './request-log.ts';
import { createSecrets, type SecretsOptions } from './secrets.ts';
import { systemClock } from './system-clock.ts';
import { systemRandom } from './system-random.ts';
import { takeVariable } from './take-variable.ts';

export interface OpenCoreOptions {
  readonly dataDir: string;
  readonly logger: Logger;
  /** Absent: nobody can be told. */
  readonly notifier?: Notifier;
  /** Asks for the passphrase of the secrets at a terminal. Default: it comes from the environment or over the API. */
  readonly ask?: SecretsOptions['ask'];
  /** Default: nobody opens pages; their addresses are shown. */
  readonly browser?: Browser;
  /** Absent: the host is no desktop. */
  readonly desktop?: DesktopPort;
  /** Secrets are taken out of it. */
  readonly env?: Record<string, string | undefined>;
}

/** The whole program on plain Node: every port, the store in the data folder, all connectors. */
export async function openCore(options: OpenCoreOptions): Promise<Core> {
  const { dataDir, logger, notifier, ask, browser, desktop, env = process.env } = options;
  await ensureDataDir(dataDir);
  const http = createNodeHttp();
  const secrets = createSecrets({
    file: join(dataDir, 'secrets.json'),
    keychain: systemKeychain,
    keyFile: env['TASKSYNC_KEY_FILE'] || null,
    passphrase: takeVariable(env, 'TASKSYNC_PASSPHRASE'),
    locks: { file: join(dataDir, 'secrets.lock'), renewal: join(dataDir, 'sign-in.lock') },
    ...(ask === undefined ? {} : { ask }),
  });
  const requests = createRequestLog();
  const dataFile = join(dataDir, 'task-sync.db');
  const backups = openBackups(join(dataDir, 'backups'));
  const store = await openSqliteStore({
    ...{ file: dataFile, clock: systemClock },
    backUp: async (snapshot) => void (await (await backups.files()).make(snapshot, 'migration', null)),
  });
  const core = await createCore({
    store,
    ports: {
      ...{ clock: systemClock, ids: randomIds, random: systemRandom, http, secrets, logger },
      ...{ scripts: quickjsScripts, requests },
      ...(notifier === undefined ? {} : { notifier }),
      ...(browser === undefined ? {} : { browser }),
      ...(desktop === undefined ? {} : { desktop }),
    },
    connectors,
    dataFile,
    ...(store.snapshots ? { backups: { ...backups, snapshots: store.snapshots } } : {}),
    /** Asked for when needed: loading the time zones takes longer than a whole run without changes does. */
    get timeZone() {
      return Intl.DateTimeFormat().resolvedOptions().timeZone;
    },
  });
  return {
    api: core.api,
    startScheduler: () => core.startScheduler(),
    wake: () => core.wake(),
    stop: async () => {
      await core.stop();
      http.close();
    },
  };
}
