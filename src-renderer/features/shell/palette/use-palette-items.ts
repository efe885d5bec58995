import { useEffect, useMemo, useState } from 'react';
import type { RunView, SavedPlanView, TaskView } from '../../../../src-shared/api/views.ts';
import { commandIds } from '../../../../src-shared/commands/bindings.ts';
import { languageNames, languages } from '../../../../src-shared/i18n/languages.ts';
import { client } from '../../../api/client.ts';
import { reader, t } from '../../../i18n/t.ts';
import { commandAction, runCommand } from '../../../stores/commands-store.ts';
import { densities, setDensity, setLanguage, setTheme, themes } from '../../../stores/preferences-store.ts';
import { useProfiles } from '../../../stores/profiles.ts';
import { useQuery } from '../../../stores/query-store.ts';
import { goTo } from '../../../stores/route-store.ts';
import { findSettings, sectionName } from '../../settings/setting-index.ts';
import { statusName } from '../../words/field-text.ts';
import { runSentence } from '../../words/run-text.ts';
import { profileStatus } from '../../words/status-text.ts';
import { momentText } from '../../words/time-text.ts';
import { syncProfile } from '../sync-all.ts';
import type { Asked, PaletteItem } from './palette-items.ts';

/** Everything that the palette can offer now. */
export function usePaletteItems(asked: Asked): readonly PaletteItem[] {
  const profiles = useProfiles().value;
  const runs = useQuery('runs.list', { limit: 20 }).value;
  const saved = useQuery('plans.saved', {}).value;
  const tasks = useFoundTasks(asked);
  const commands = useMemo(commandItems, []);
  return useMemo(
    () => [
      ...commands,
      ...(profiles ?? []).flatMap((profile): PaletteItem[] => [
        {
          ...{ id: `profile ${profile.name}`, group: 'profiles', text: profile.name, detail: profileStatus(profile) },
          run: () => goTo({ kind: 'profile', profile: profile.name }),
        },
        {
          ...{
            id: `sync ${profile.name}`,
            group: 'profiles',
            text: t('shell.palette.sync', { profile: profile.name }),
          },
          run: () => void syncProfile(profile.name),
        },
        {
          ...{ id: `preview ${profile.name}`, group: 'profiles' },
          text: t('shell.palette.preview', { profile: profile.name }),
          run: () => goTo({ kind: 'preview', profile: profile.name }),
        },
      ]),
      ...(saved ?? []).map(savedItem),
      ...tasks.map(taskItem),
      ...settingItems,
      ...(runs ?? []).map(runItem),
    ],
    [commands, profiles, saved, tasks, runs],
  );
}

/** What the screen behind can do: it does not change while the palette is open. */
function commandItems(): readonly PaletteItem[] {
  return commandIds.flatMap((id): PaletteItem[] => {
    const action = commandAction(id);
    if (!action || id === 'palette.open') return [];
    const item = { id: `command ${id}`, group: 'commands', text: t(`command.${id}`), command: id } as const;
    return [{ ...item, whyNot: action.whyNot, run: () => void runCommand(id) }];
  });
}

function savedItem({ profile, savedAt }: SavedPlanView): PaletteItem {
  return {
    id: `saved ${profile}`,
    group: 'profiles',
    text: t('shell.palette.savedPreview', { profile }),
    detail: momentText(savedAt),
    run: () => goTo({ kind: 'preview', profile }),
  };
}

function taskItem({ id, title, profile, status }: TaskView): PaletteItem {
  const detail = [profile, ...(status === null ? [] : [statusName(status)])].join(' · ');
  return {
    id: `task ${id}`,
    group: 'tasks',
    text: title,
    detail,
    run: () => goTo({ kind: 'tasks', task: id, search: '' }),
  };
}

function runItem(run: RunView): PaletteItem {
  return {
    id: `run ${run.run}`,
    group: 'runs',
    text: t('shell.palette.run', { profile: run.profile, time: momentText(run.startedAt) }),
    detail: runSentence(run),
    run: () => goTo({ kind: 'history', run: run.run }),
  };
}

const settingItems: readonly PaletteItem[] = [
  ...findSettings('').map(({ id, section, name }): PaletteItem => {
    const text = `${sectionName(section)}: ${name}`;
    return {
      id: `setting ${id}`,
      group: 'settings',
      text,
      run: () => goTo({ kind: 'settings', section, setting: id }),
    };
  }),
  ...themes.map((theme): PaletteItem => {
    const text = t('shell.palette.theme', { theme: t(`shell.theme.${theme}`) });
    return { id: `theme ${theme}`, group: 'settings', text, run: () => setTheme(theme) };
  }),
  ...densities.map((density): PaletteItem => {
    const text = t('shell.palette.density', { density: t(`shell.density.${density}`) });
    return { id: `density ${density}`, group: 'settings', text, run: () => setDensity(density) };
  }),
  ...languages
    .filter((language) => language !== reader.language)
    .map((language): PaletteItem => {
      const text = t('shell.palette.language', { language: languageNames[language] });
      return { id: `language ${language}`, group: 'settings', text, run: () => setLanguage(language) };
    }),
];

const restMs = 80;

/** Tasks that the core finds: by their text, or by who does them. */
function useFoundTasks({ only, text }: Asked): readonly TaskView[] {
  const [found, setFound] = useState<readonly TaskView[]>([]);
  const query = only === 'commands' ? '' : queryOf({ only, text });
  useEffect(() => {
    if (query === '') {
      setFound([]);
      return;
    }
    let isOld = false;
    const timer = setTimeout(async () => {
      try {
        const { tasks } = await client.call('tasks.list', { query, limit: 8 });
        if (!isOld) setFound(tasks);
      } catch {
        // Half a search is often no search yet; the next letter may make it one.
        if (!isOld) setFound([]);
      }
    }, restMs);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [query]);
  return found;
}

function queryOf({ only, text }: Asked): string {
  if (text === '') return '';
  const quoted = text.replaceAll('"', ' ').trim();
  return only === 'people'
    ? `assignee:"${quoted}"`
    : quoted
        .split(/\s+/)
        .map((word) => `"${word}"`)
        .join(' ');
}
