import type { ApiArguments } from '../../src-shared/api/contract.ts';
import type { UpdatesView } from '../../src-shared/api/views.ts';
import { version } from '../../src-shared/version.ts';

/** An installed program that has fetched a newer version. */
export function createSampleUpdates() {
  let view: UpdatesView = {
    ...{ off: null, version, channel: 'stable', checkedAt: new Date().toISOString() },
    ...{ state: { kind: 'ready', version: '9.0.0' }, downloads: 'https://task-sync.example.invalid/download' },
  };
  return {
    'updates.show': () => view,
    'updates.check': () => view,
    'updates.choose': ({ channel }: ApiArguments<'updates.choose'>) => {
      view = { ...view, channel };
      return view;
    },
    'updates.install': () => view,
  };
}
