import { t } from '../../i18n/t.ts';
import { whenLabel } from '../words/time-text.ts';

/** What the core says speaks for or against a pair; its sentences are English, and there is a closed list of them. */
export interface Reason {
  readonly isAgainst: boolean;
  readonly text: string;
}

const same: Readonly<Record<string, () => string>> = {
  'the same title': () => t('matches.reason.sameTitle'),
  'nearly the same title': () => t('matches.reason.nearTitle'),
  'similar titles': () => t('matches.reason.similarTitle'),
  'the same text': () => t('matches.reason.sameText'),
  'similar texts': () => t('matches.reason.similarText'),
  'but different texts': () => t('matches.reason.otherText'),
  'but due on different days': () => t('matches.reason.otherDue'),
  'but other people': () => t('matches.reason.otherPeople'),
  'but starting on different days': () => t('matches.reason.otherStart'),
  'but no label in common': () => t('matches.reason.otherLabels'),
};

const withValue: readonly (readonly [RegExp, (value: string) => string])[] = [
  [/^both are due on (.+)$/, (day) => t('matches.reason.due', { day: whenLabel(day) })],
  [/^both start on (.+)$/, (day) => t('matches.reason.start', { day: whenLabel(day) })],
  [/^the same person: (.+)$/, (who) => t('matches.reason.people', { who })],
  [/^labels in common: (.+)$/, (labels) => t('matches.reason.labels', { labels })],
];

export function readReason(reason: string): Reason {
  const isAgainst = reason.startsWith('but ');
  const known = same[reason]?.();
  if (known !== undefined) return { isAgainst, text: known };
  for (const [pattern, say] of withValue) {
    const value = pattern.exec(reason)?.[1];
    if (value !== undefined) return { isAgainst, text: say(value) };
  }
  return { isAgainst, text: reason };
}
