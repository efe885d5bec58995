import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { halfHours, numberOptions } from '../../../../src-renderer/features/settings/choices.ts';
import {
  findSettings,
  isSection,
  sections,
  settingIndex,
} from '../../../../src-renderer/features/settings/setting-index.ts';
import { sizeText } from '../../../../src-renderer/features/settings/size-text.ts';
import { version } from '../../../../src-shared/version.ts';

const idsOf = (query: string) => findSettings(query).map(({ id }) => id);

describe('the search over settings', () => {
  it('finds by name, explanation and section, whatever the case, and every word must be there', () => {
    expect(idsOf('THEME')).toContain('theme');
    expect(idsOf('bin')).toContain('binDays');
    expect(idsOf('telemetry')).toEqual(['telemetry']);
    expect(idsOf('conflicts 30')).toEqual(['noticesConflicts']);
    expect(idsOf('no such thing')).toEqual([]);
  });

  it('finds everything when nothing is asked, each under its section', () => {
    const all = sections.flatMap((section) => settingIndex[section].map((id) => ({ id, section })));
    expect(findSettings('  ').map(({ id, section }) => ({ id, section }))).toEqual(all);
    expect(sections.every(isSection)).toBe(true);
    expect(isSection('toString')).toBe(false);
  });
});

describe('choices', () => {
  it('have the usual numbers and the one of now, in order', () => {
    const values = numberOptions([7, 30], 12, String).map(({ value }) => value);
    expect(values).toEqual(['7', '12', '30']);
    expect(numberOptions([7, 30], 30, String)).toHaveLength(2);
  });

  it('have every half hour of the day', () => {
    expect([halfHours.length, halfHours[0], halfHours[45], halfHours.at(-1)]).toEqual([48, '00:00', '22:30', '23:30']);
  });

  it('say a size as file managers do', () => {
    expect([999, 1500, 4_300_000, 12_000_000_000].map((bytes) => sizeText(bytes, 'en-GB'))).toEqual([
      ...['999 byte', '1.5 kB', '4.3 MB', '12 GB'],
    ]);
  });
});

it('is the version of the package', () => {
  const { version: ofPackage } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  expect(version).toBe(ofPackage);
});
