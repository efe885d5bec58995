import { dirname, join } from 'node:path';
import type {
  Browser,
  DesktopPort,
  LogFile,
  Logger,
  LogLevel,
  Notifier,
  Secrets,
} from '../../../src-shared/ports/ports.ts';
import { connectors } from '../../connectors/registry.ts';
import { logLevelKey } from '../../core/api/logs-api.ts';
import type { Core, Ports } from '../../core/core.ts';
import { createCore } from '../../core/create-core.ts';
import { openSqliteStore } from '../../core/store/sqlite/open.ts';
import { openArchive } from './archive/open-archive.ts';
import { openBackups } from './backups/open-backups.ts';
import { ensureDataDir } from './data-dir.ts';
import { withDiagnostics } from './diagnostics/with-diagnostics.ts';
import { systemKeychain } from './keychain.ts';
import { createNodeHttp } from './node-http.ts';
import { quickjsScripts } from './quickjs-scripts.ts';
import { randomIds } from './random-ids.ts';
import { createRequestLog } from './request-log.ts';
import { openRescuableCore } from './rescuable-core.ts';
import { createSecrets, type SecretsOptions } from './secrets.ts';
import { systemClock } from './system-clock.ts';
import { systemRandom } from './system-random.ts';
import { takeVariable } from './take-variable.ts';

export interface OpenCoreOptions {
  readonly dataDir: string;
  readonly logger: Logger;
  /** Absent: the log is not kept in a file. */
  readonly logFile?: LogFile;
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
  const { dataDir, logger, logFile, notifier, ask, browser, desktop, env = process.env } = options;
  await ensureDataDir(dataDir);
  const http = createNodeHttp();
  const kept = createSecrets({
    file: join(dataDir, 'secrets.json'),
    keychain: systemKeychain,
    keyFile: env['TASKSYNC_KEY_FILE'] || null,
    passphrase: takeVariable(env, 'TASKSYNC_PASSPHRASE'),
    locks: { file: join(dataDir, 'secrets.lock'), renewal: join(dataDir, 'sign-in.lock') },
    ...(ask === undefined ? {} : { ask }),
  });
  const secrets = logFile === undefined ? kept : tellingSecrets(kept, logFile.hide);
  const requests = createRequestLog();
  const dataFile = join(dataDir, 'task-sync.db');
  const backups = openBackups(join(dataDir, 'backups'));
  const ports: Ports = {
    ...{ clock: systemClock, ids: randomIds, random: systemRandom, http, secrets, logger },
    ...{ scripts: quickjsScripts, requests },
    ...(notifier === undefined ? {} : { notifier }),
    ...(browser === undefined ? {} : { browser }),
    ...(desktop === undefined ? {} : { desktop }),
    ...(logFile === undefined ? {} : { logFile }),
  };
  const core = await openRescuableCore({
    open: () => openOn(dataFile, ports, backups),
    isDamaged: async () =>
      (await import('../../core/store/sqlite/check-file.ts')).checkFile(dataFile).state === 'damaged',
    openDesk: async (onChange) => {
      const { createRescueDesk } = await import('../../core/backup/rescue-desk.ts');
      const { openDamagedData } = await import('../../core/store/sqlite/damaged-file.ts');
      const damaged = openDamagedData(dataFile, systemClock);
      return createRescueDesk({ damaged, files: backups.files, clock: systemClock, onChange });
    },
    ...{ file: dataFile, backupFolder: backups.folder, logger },
  });
  return {
    ...core,
    api: withDiagnostics(core.api, { dataDir, logFile, clock: systemClock }),
    stop: async () => {
      await core.stop();
      http.close();
    },
  };
}

/** The core on data that can be read. */
async function openOn(dataFile: string, ports: Ports, backups: ReturnType<typeof openBackups>): Promise<Core> {
  const store = await openSqliteStore({
    ...{ file: dataFile, clock: systemClock },
    backUp: async (snapshot) => void (await (await backups.files()).make(snapshot, 'migration', null)),
  });
  try {
    const level = await store.settings.get<LogLevel>(logLevelKey);
    if (level !== null) ports.logFile?.setLevel(level);
    return createCore({
      ...{ store, ports, connectors, dataFile },
      archive: openArchive(join(dirname(dataFile), 'archive')),
      ...(store.snapshots ? { backups: { ...backups, snapshots: store.snapshots } } : {}),
      /** Asked for when needed: loading the time zones takes longer than a whole run without changes does. */
      get timeZone() {
        return Intl.DateTimeFormat().resolvedOptions().timeZone;
      },
    });
  } catch (error) {
    // It may be damaged further in than where it was opened.
    await store.close().catch(() => undefined);
    throw error;
  }
}

/** The log learns every secret that the program has in its hands, to keep it out. */
function tellingSecrets(secrets: Secrets, tell: (secret: string) => void): Secrets {
  return {
    ...secrets,
    get: async (key) => {
      const secret = await secrets.get(key);
      if (secret !== null) tell(secret);
      return secret;
    },
    set: async (key, secret) => {
      tell(secret);
      await secrets.set(key, secret);
    },
  };
}
