import { type ApiContext, type Handlers, requireProfile, requireRun } from './api-context.ts';
import { keep } from './kept-plans.ts';
import { namesIn } from './names.ts';
import { saidIn, viewHistory, viewRun } from './run-view.ts';
import { acceptanceOf } from './seen-plans.ts';

type Names = 'runs.start' | 'runs.stop' | 'runs.list' | 'runs.hours' | 'runs.show';

export function runHandlers(context: ApiContext): Handlers<Names> {
  const { store } = context.options;
  const nameOf = async (): Promise<(id: string) => string> => {
    const names = new Map((await store.profiles.list()).map((profile) => [profile.id, profile.name]));
    return (id) => names.get(id) ?? '';
  };
  return {
    'runs.start': async ({ profile: name, acceptBrakes = false, trigger = 'you', accepted }) => {
      const profile = await requireProfile(context, name);
      const acceptance = accepted ? { acceptance: acceptanceOf(context, profile.id, accepted) } : {};
      const run = await context.runs.start(profile, { trigger, acceptBrakes, ...acceptance });
      // A small trial first (`only`) leaves the saved choice as it is; a run that wrote nothing does so too.
      if (accepted && !accepted.only && run.state !== 'failed' && run.state !== 'held')
        await keep(store, profile.id, null);
      return viewRun(run, profile.name);
    },
    'runs.stop': async ({ profile }) => {
      context.runs.stop((await requireProfile(context, profile)).id);
      return null;
    },
    'runs.list': async ({ profile: name, from, to, ...query }) => {
      const profile = name === undefined ? {} : { profile: (await requireProfile(context, name)).id };
      const names = await nameOf();
      const runs = await store.runs.list({ limit: 100, ...query, ...profile, ...between(from, to) });
      return runs.map((run) => viewRun(run, names(run.profile)));
    },
    'runs.hours': async ({ profile: name, from }) => {
      const profile = name === undefined ? {} : { profile: (await requireProfile(context, name)).id };
      const hours = await store.runs.hours({ ...profile, from: instant(from) });
      return hours.map(({ hour, ...counts }) => ({ from: `${hour}:00:00.000Z`, ...counts }));
    },
    'runs.show': async ({ run: id }) => {
      const run = await requireRun(context, id);
      const names = await nameOf();
      const entries = await store.history.list({ run: run.id, limit: 5000 });
      const said = await namesIn(context, await store.profiles.get(run.profile), saidIn(entries));
      return { run: viewRun(run, names(run.profile)), history: entries.map((entry) => viewHistory(entry, said)) };
    },
  };
}

/** Times are stored in UTC and compared as text. */
function instant(time: string): string {
  return new Date(time).toISOString();
}

function between(from: string | undefined, to: string | undefined): { readonly from?: string; readonly to?: string } {
  return { ...(from === undefined ? {} : { from: instant(from) }), ...(to === undefined ? {} : { to: instant(to) }) };
}
