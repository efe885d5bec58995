import { TaskSyncError } from '../../../src-shared/errors.ts';
import { pause, resume } from '../scheduler/pause.ts';
import { type ApiContext, type Handlers, requireProfile } from './api-context.ts';

export function pauseHandlers(context: ApiContext): Handlers<'sync.pause' | 'sync.resume' | 'profiles.pause'> {
  const { store, ports } = context.options;
  const changed = (): null => {
    context.emit({ kind: 'changed', what: ['profiles', 'status'] });
    context.reschedule();
    return null;
  };
  const readEnd = (until: string | null): number | null => {
    if (until === null) return null;
    const end = Date.parse(until);
    if (end > ports.clock.now()) return end;
    throw new TaskSyncError('invalid-input', 'The end of a pause has to lie ahead. Nothing was paused.');
  };
  return {
    'sync.pause': async ({ until }) => {
      const end = readEnd(until);
      await store.transaction('setting', (tx) => pause(tx, null, end));
      return changed();
    },
    'sync.resume': async () => {
      await store.transaction('setting', (tx) => resume(tx, null));
      return changed();
    },
    'profiles.pause': async ({ profile: name, until }) => {
      const [{ id }, end] = [await requireProfile(context, name), readEnd(until)];
      await store.transaction('setting', (tx) => pause(tx, id, end));
      return changed();
    },
  };
}
