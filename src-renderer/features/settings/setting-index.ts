import { t } from '../../i18n/t.ts';

/** Which settings there are, section by section, in the order of the screen. Each has an address: `#/settings/<section>/<setting>`. */
export const settingIndex = {
  general: ['language', 'onClose', 'startAtLogin'],
  appearance: ['theme', 'density', 'textSize', 'contrast', 'motion'],
  sync: ['holdSeconds', 'brakeDelete', 'brakeChange', 'brakeCreate'],
  notifications: ['noticesOn', 'noticesConflicts', 'noticesRecovery', 'noticesHide', 'quietHours'],
  keyboard: ['keys'],
  data: ['dataPlace', 'exchange', 'historyDays', 'binDays', 'archive'],
  backup: ['backupNow', 'backupList', 'backupSecrets'],
  devices: ['rememberBrowser', 'pairDevice', 'pairedDevices'],
  logs: ['logLevel', 'logPlace', 'logLines', 'diagnostics', 'metrics'],
  privacy: ['stored', 'telemetry'],
  accessibility: ['plainList'],
  about: ['version', 'updates', 'updateChannel', 'licences'],
} as const;

export type Section = keyof typeof settingIndex;
export type SettingId = (typeof settingIndex)[Section][number];

export const sections = Object.keys(settingIndex) as readonly Section[];

/** Kept by the computer that Task Sync runs on; the others are this browser's own, or only say something. */
const ofComputer: readonly SettingId[] = [
  ...(['onClose', 'startAtLogin'] as const),
  ...settingIndex.sync,
  ...settingIndex.notifications,
  ...(['historyDays', 'binDays', 'logLevel', 'diagnostics', 'metrics'] as const),
];

export function isOfComputer(id: SettingId): boolean {
  return ofComputer.includes(id);
}

export interface FoundSetting {
  readonly id: SettingId;
  readonly section: Section;
  readonly name: string;
}

export function isSection(text: string | null): text is Section {
  return text !== null && Object.hasOwn(settingIndex, text);
}

export function settingName(id: SettingId): string {
  return t(`settings.${id}`);
}

export function settingAbout(id: SettingId): string {
  return t(`settings.${id}.about`);
}

export function sectionName(section: Section): string {
  return t(`settings.section.${section}`);
}

/** Those whose name, explanation or section has every word; all for an empty text. */
export function findSettings(query: string): readonly FoundSetting[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return sections.flatMap((section) =>
    settingIndex[section].flatMap((id): readonly FoundSetting[] => {
      const text = `${settingName(id)} ${settingAbout(id)} ${sectionName(section)}`.toLowerCase();
      return words.every((word) => text.includes(word)) ? [{ id, section, name: settingName(id) }] : [];
    }),
  );
}
