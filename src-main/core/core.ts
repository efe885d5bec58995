import type { Api } from '../../src-shared/api/contract.ts';
import type { ConnectorDescriptor } from '../../src-shared/connector/descriptor.ts';
import type {
  Browser,
  Clock,
  DesktopPort,
  Http,
  Ids,
  LogFile,
  Logger,
  Notifier,
  Random,
  RequestLog,
  Secrets,
} from '../../src-shared/ports/ports.ts';
import type { ScriptRunner } from '../../src-shared/ports/script-runner.ts';
import type { ArchivePlace } from './archive/archive.ts';
import type { BackupPlace } from './backup/backup-place.ts';
import type { Store } from './store/store.ts';

/** What a host supplies. */
export interface Ports {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly http: Http;
  readonly secrets: Secrets;
  readonly logger: Logger;
  /** Absent: nobody can be told here; what is to be told waits for a host that can. */
  readonly notifier?: Notifier;
  readonly scripts: ScriptRunner;
  /** Absent: addresses are shown, and the person opens them. */
  readonly browser?: Browser;
  /** Absent: the host is no desktop. */
  readonly desktop?: DesktopPort;
  /** Absent: requests are not kept. */
  readonly requests?: RequestLog;
  /** Absent: the log is not kept. */
  readonly logFile?: LogFile;
}

export interface CoreOptions {
  readonly store: Store;
  readonly ports: Ports;
  readonly connectors: readonly ConnectorDescriptor[];
  /** Absent: the data is only in memory, and nobody keeps copies of it. */
  readonly backups?: BackupPlace;
  /** Absent: the data is only in memory, and what is too old is simply let go. */
  readonly archive?: ArchivePlace;
  /** Where the data is, for people; absent: only in memory. */
  readonly dataFile?: string;
  /** IANA zone of this computer. */
  readonly timeZone: string;
}

/** The program without a window. `createCore(options)` in `create-core.ts` makes one; hosts only carry it. */
export interface Core {
  readonly api: Api;
  /** Starts the schedules of all enabled profiles; catches up once on what was missed. */
  startScheduler(): Promise<void>;
  /** Tells the scheduler that the computer woke up or came online: due runs start now, once each. */
  wake(): void;
  /**
   * The person left the computer: passwords, tokens and keys that were read are let go of, as far as they can be had again
   * without the person. Whoever needs one later reads it anew (SEC-59).
   */
  lock(): Promise<void>;
  /** Stops the schedules, asks runs under way to stop, waits for them, closes the store. */
  stop(): Promise<void>;
}
