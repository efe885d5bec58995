import type { UpdateState, UpdatesView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError, toErrorData } from '../../../../src-shared/errors.ts';
import type { Clock, Http, Logger } from '../../../../src-shared/ports/ports.ts';
import { judgeUpdate } from './judge-update.ts';
import { isSameFile } from './same-file.ts';
import { type Channel, readUpdateList, type UpdateFile, type UpdateList } from './update-list.ts';

/** The part that only the real system can do: fetch with its own check of the publisher, and replace the program. */
export interface Installer {
  /** Resolves with the path of the file. Throws where its signature is not the publisher's. */
  fetch(
    update: { readonly version: string; readonly file: UpdateFile },
    onPercent: (percent: number) => void,
  ): Promise<string>;
  /** Ends the program. */
  install(): void;
}

/** What has to outlive the program. */
export interface UpdateMemory {
  channel(): Channel;
  choose(channel: Channel): void;
  lastIssued(channel: Channel): string | null;
  remember(channel: Channel, issued: string): void;
}

export interface UpdatesOptions {
  readonly off: UpdatesView['off'];
  readonly version: string;
  readonly platform: string;
  readonly arch: string;
  /** Folder of the lists. */
  readonly address: string;
  readonly downloads: string;
  readonly keys: readonly string[];
  readonly http: Http;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly memory: UpdateMemory;
  readonly installer: Installer;
  readonly onChange: () => void;
}

export interface Updates {
  show(): UpdatesView;
  /** Resolves when it is known whether there is an update; fetching it goes on. */
  check(): Promise<UpdatesView>;
  choose(channel: Channel): Promise<UpdatesView>;
  install(): Promise<UpdatesView>;
}

interface Fetched {
  readonly path: string;
  readonly file: UpdateFile;
}

/** Looks for newer versions. A version that cannot be verified is never installed; the person is shown where to get it by hand. */
export function createUpdates(options: UpdatesOptions): Updates {
  const { memory, clock, installer } = options;
  let state: UpdateState = { kind: 'unknown' };
  let checkedAt: string | null = null;
  let fetched: Fetched | null = null;
  let checking: Promise<void> | null = null;

  const show = (): UpdatesView => {
    const { off, version, downloads } = options;
    return { off, version, channel: memory.channel(), checkedAt, state, downloads };
  };
  const become = (next: UpdateState): void => {
    state = next;
    options.onChange();
  };
  const refuse = (why: Extract<UpdateState, { kind: 'refused' }>['why'], version: string | null): void => {
    options.logger.warn('update-refused', { why, version });
    become({ kind: 'refused', why, version });
  };

  const fetchUpdate = async (version: string, file: UpdateFile): Promise<void> => {
    become({ kind: 'loading', version, percent: 0 });
    try {
      const path = await installer.fetch({ version, file }, (percent) => become({ kind: 'loading', version, percent }));
      if (!(await isSameFile(path, file))) return refuse('other-file', version);
      fetched = { path, file };
      become({ kind: 'ready', version });
    } catch (error) {
      options.logger.warn('update-not-fetched', { code: toErrorData(error).code });
      refuse('not-installable', version);
    }
  };

  const look = async (): Promise<void> => {
    const channel = memory.channel();
    become({ kind: 'checking' });
    fetched = null;
    const body = await readAddress(options, `${channel}.json`);
    checkedAt = new Date(clock.now()).toISOString();
    if (body === null) return become({ kind: 'unreachable' });
    const read = readUpdateList(body, options.keys);
    if (read.kind === 'refused') return refuse(read.why, null);
    await judge(channel, read.list);
  };

  const judge = async (channel: Channel, list: UpdateList): Promise<void> => {
    const { version, platform, arch } = options;
    const installed = { version, platform, arch, channel, lastIssued: memory.lastIssued(channel) };
    const judgement = judgeUpdate(list, installed, clock.now());
    if (judgement.kind === 'refused') return refuse(judgement.why, list.version);
    memory.remember(channel, list.issued);
    if (judgement.kind === 'current') return become({ kind: 'current' });
    void fetchUpdate(judgement.version, judgement.file);
  };

  const check = async (): Promise<UpdatesView> => {
    requireOn(options.off);
    // What is being fetched, or waits to be installed, is not thrown away for a question.
    if (state.kind === 'loading' || state.kind === 'ready') return show();
    checking ??= look().finally(() => {
      checking = null;
    });
    await checking;
    return show();
  };

  return {
    show,
    check,
    choose: async (channel) => {
      requireOn(options.off);
      await checking;
      if (channel === memory.channel() || state.kind === 'loading') return show();
      memory.choose(channel);
      state = { kind: 'unknown' };
      return check();
    },
    install: async () => {
      requireOn(options.off);
      if (state.kind !== 'ready' || fetched === null) {
        throw new TaskSyncError('invalid-input', 'There is no newer version to install yet. Nothing was done.');
      }
      // It lay on the disk since it was fetched, where other programs may write.
      if (await isSameFile(fetched.path, fetched.file)) installer.install();
      else refuse('other-file', state.version);
      return show();
    },
  };
}

function requireOn(off: UpdatesView['off']): void {
  if (off === null) return;
  throw new TaskSyncError('unsupported', 'This Task Sync does not update itself. Nothing was looked for.');
}

/** Null: no answer, or one that is no list. */
async function readAddress({ http, address, logger }: UpdatesOptions, name: string): Promise<Uint8Array | null> {
  try {
    const { status, body } = await http.send({
      ...{ method: 'GET', url: `${address}${name}`, headers: { accept: 'application/json' } },
      ...{ timeoutMs: 30_000, maxBytes: 100_000 },
    });
    return status === 200 ? body : null;
  } catch (error) {
    logger.info('updates-not-reached', { code: toErrorData(error).code });
    return null;
  }
}
