import { t } from '../../i18n/t.ts';
import { decidedFields } from './conflict-fields.ts';
import { arrowBetween, type ProfileDraft, placeNames } from './profile-draft.ts';
import { describeSchedule } from './schedule.ts';

/** "Jira (WEB)"; the name says it already where a connection is used twice. */
function placeText(name: string, container: string | null): string {
  const isSaid = container === null || name.endsWith(container);
  return isSaid ? name : t('profiles.sentence.place', { name, container });
}

/** What a profile does, in plain sentences made of its settings. */
export function profileSentences(draft: ProfileDraft): readonly string[] {
  const { places, rules, schedule, matchMode, enabled } = draft;
  const names = placeNames(places).map((name, index) => placeText(name, places[index]?.container ?? null));
  const [left = '', right = ''] = names;
  const filters = places.flatMap(({ filter }, index) =>
    filter.trim() === '' ? [] : [t('profiles.sentence.filter', { place: names[index] ?? '', filter })],
  );
  const arrow = places.length === 2 ? arrowBetween(places) : null;
  const first =
    places.length === 0
      ? t('profiles.sentence.none')
      : places.length === 1
        ? t('profiles.sentence.one', { place: left })
        : arrow
          ? t(`profiles.sentence.${arrow}`, { left, right })
          : t('profiles.sentence.many', { places: names });
  const leftOut = new Set(
    places.flatMap(({ mapping }) =>
      Object.entries(mapping).flatMap(([field, entry]) => (entry === false ? [field] : [])),
    ),
  );
  return [
    first,
    ...filters,
    ...(matchMode === 'match-only' ? [t('profiles.sentence.noneCreated')] : []),
    ...(leftOut.size > 0 ? [t('profiles.sentence.leftOut', { count: leftOut.size })] : []),
    ...(rules.length > 0 ? [t('profiles.sentence.rules', { count: rules.length })] : []),
    t('profiles.conflict.summary', { count: decidedFields(draft).length }),
    enabled ? t('profiles.sentence.when', { schedule: describeSchedule(schedule) }) : t('profiles.sentence.off'),
  ];
}
