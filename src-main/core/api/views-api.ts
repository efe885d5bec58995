import { type SavedView, savedView } from '../../../src-shared/api/contract.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import type { Store } from '../store/store.ts';
import type { ApiContext, Handlers } from './api-context.ts';

const viewsKey = 'task-views';

/** Ways to look at the tasks that a person gave a name, in the order in which they were made. */
export function viewHandlers({ options, emit }: ApiContext): Handlers<'views.list' | 'views.save' | 'views.remove'> {
  const change = async (work: (views: readonly SavedView[]) => readonly SavedView[]): Promise<readonly SavedView[]> => {
    const changed = await options.store.transaction('setting', async (tx) => {
      const views = work(await readViews(tx));
      await tx.settings.set(viewsKey, views);
      return views;
    });
    emit({ kind: 'changed', what: ['views'] });
    return changed;
  };
  return {
    'views.list': async () => await readViews(options.store),
    'views.save': async ({ view: given, replaces }) => {
      const view = savedView.parse(given);
      parseFilter(view.query);
      const name = replaces ?? view.name;
      return await change((views) => {
        if (view.name !== name && views.some((one) => one.name === view.name)) {
          throw new TaskSyncError('already-exists', `There is a view “${view.name}” already. Nothing was changed.`);
        }
        const isKnown = views.some((one) => one.name === name);
        return isKnown ? views.map((one) => (one.name === name ? view : one)) : [...views, view];
      });
    },
    'views.remove': async ({ name }) => await change((views) => views.filter((view) => view.name !== name)),
  };
}

async function readViews(store: Store): Promise<readonly SavedView[]> {
  return (await store.settings.get<readonly SavedView[]>(viewsKey)) ?? [];
}
