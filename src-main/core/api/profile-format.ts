import type { z } from 'zod';
import { readMapping, writeMapping } from '../../../src-shared/api/mapping-file.ts';
import {
  type attachmentsFile,
  defaultLargestMb,
  type ProfileFile,
  profileFile,
} from '../../../src-shared/api/profile-file.ts';
import type { Endpoint, Profile } from '../../../src-shared/domain/profile.ts';
import type { Rule } from '../../../src-shared/domain/rule.ts';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import type { Clock, Ids } from '../../../src-shared/ports/ports.ts';
import type { ScriptRunner } from '../../../src-shared/ports/script-runner.ts';
import { compileRule } from '../../../src-shared/rules/compile-rule.ts';

export interface ProfileDefaults {
  readonly ids: Ids;
  readonly clock: Clock;
  readonly timeZone: string;
}

/**
 * The profile that a file describes. Of the one it replaces, endpoints that stay (same connection and container) keep their
 * id, and with it their links and cursor.
 * @throws TaskSyncError `invalid-input` naming the wrong place
 */
export function readProfile(file: unknown, before: Profile | null, defaults: ProfileDefaults): Profile {
  const result = profileFile.safeParse(file);
  if (!result.success) throw invalidProfile(result.error.issues);
  const {
    name,
    enabled,
    schedule,
    verify,
    conflicts,
    deletions,
    match,
    comments,
    attachments,
    backlinks,
    people,
    endpoints,
    rules,
  } = result.data;
  const names = endpointNames(endpoints);
  return {
    id: before?.id ?? defaults.ids.next(),
    name,
    enabled,
    schedule,
    ...(verify === 'manual' ? {} : { verify }),
    conflicts,
    deletions,
    match,
    comments,
    ...readAttachmentRules(attachments),
    backlinks,
    people,
    endpoints: endpoints.map((endpoint, index): Endpoint => {
      const { connection, container, direction, enforce, filter } = endpoint;
      const same = before?.endpoints.find((one) => one.connection === connection && one.container === container);
      return {
        id: same?.id ?? defaults.ids.next(),
        name: names[index] ?? connection,
        connection,
        container,
        direction,
        ...(enforce === undefined ? {} : { enforce }),
        ...(filter === undefined || filter.trim() === '' ? {} : { filter }),
        mapping: readMapping(endpoint.mapping),
        timeZone: endpoint.timeZone ?? same?.timeZone ?? defaults.timeZone,
      };
    }),
    ...(rules === undefined || rules.length === 0 ? {} : { rules: rules.map(readRule) }),
    createdAt: before?.createdAt ?? new Date(defaults.clock.now()).toISOString(),
  };
}

const bytesOfMb = 1_000_000;

function readAttachmentRules(rules: z.output<typeof attachmentsFile>): Pick<Profile, 'attachments'> {
  const { mode, largestMb } = typeof rules === 'string' ? { mode: rules, largestMb: defaultLargestMb } : rules;
  return mode === 'off' ? {} : { attachments: { mode, maxBytes: largestMb * bytesOfMb } };
}

function writeAttachmentRules({ attachments }: Profile): Pick<ProfileFile, 'attachments'> {
  if (!attachments) return {};
  const { mode, maxBytes } = attachments;
  const largestMb = maxBytes / bytesOfMb;
  return { attachments: largestMb === defaultLargestMb ? mode : { mode, largestMb } };
}

/** Without the keys that are not there. */
function readRule(rule: object): Rule {
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined));
}

/** The connection's name; with the container where the profile uses a connection twice. */
function endpointNames(
  endpoints: readonly { readonly connection: string; readonly container: string }[],
): readonly string[] {
  return endpoints.map(({ connection, container }) => {
    const isOnly = endpoints.filter((one) => one.connection === connection).length === 1;
    return isOnly ? connection : `${connection}:${container}`;
  });
}

/** The same profile as a file says it; reading it again gives the same profile. */
export function writeProfile(profile: Profile): ProfileFile {
  const {
    name,
    enabled,
    schedule,
    verify,
    conflicts,
    deletions,
    match,
    comments,
    backlinks,
    people = {},
    endpoints,
    rules,
  } = profile;
  return {
    name,
    ...(enabled ? {} : { enabled }),
    schedule,
    ...(verify === undefined ? {} : { verify }),
    conflicts: {
      policy: conflicts.policy,
      ...(Object.keys(conflicts.fields).length > 0 ? { fields: conflicts.fields } : {}),
      ...(conflicts.priority.length > 0 ? { priority: [...conflicts.priority] } : {}),
    },
    deletions,
    match: { mode: match.mode, by: [...match.by] },
    ...(comments === false ? { comments } : {}),
    ...writeAttachmentRules(profile),
    ...(backlinks === true ? { backlinks } : {}),
    ...(Object.keys(people).length === 0 ? {} : { people }),
    endpoints: endpoints.map(({ connection, container, direction, enforce, timeZone, filter, mapping }) => ({
      connection,
      container,
      direction,
      ...(enforce === undefined ? {} : { enforce }),
      timeZone,
      ...(filter === undefined ? {} : { filter }),
      ...(Object.keys(mapping).length > 0 ? { mapping: writeMapping(mapping) } : {}),
    })),
    ...(rules === undefined ? {} : { rules: structuredClone(rules) as NonNullable<ProfileFile['rules']> }),
  };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code: string | undefined;
}

function invalidProfile(issues: readonly object[]): TaskSyncError {
  const [issue] = issues as readonly Issue[];
  const place = issue?.path.map(String).join('.') ?? '';
  const where = place === '' ? 'The profile' : `The profile’s ${place}`;
  return new TaskSyncError(
    'invalid-input',
    `${where} is not right: ${issue?.message ?? 'unknown problem'}. Nothing was saved.`,
  );
}

/** What a profile must not ask for, beyond its shape. */
export function checkProfile(profile: Profile): void {
  const twice = profile.endpoints.find(
    (endpoint, index) =>
      profile.endpoints.findIndex(
        (one) => one.connection === endpoint.connection && one.container === endpoint.container,
      ) !== index,
  );
  if (twice) {
    throw new TaskSyncError(
      'invalid-input',
      `The profile names ${twice.container} of ${twice.connection} twice. Nothing was saved.`,
    );
  }
  checkRules(profile);
  const sides = [...profile.endpoints.map((endpoint) => endpoint.name), 'here'];
  const stranger = profile.conflicts.priority.find((name) => !sides.includes(name));
  if (stranger !== undefined) {
    throw new TaskSyncError(
      'invalid-input',
      `The profile’s conflicts.priority names “${stranger}”, which is none of its sides: ${sides.join(', ')}. Nothing was saved.`,
    );
  }
  for (const { timeZone, name, direction, enforce, filter } of profile.endpoints) {
    checkText(`The filter of ${name}`, () => parseFilter(filter ?? '', 'profile'));
    if (enforce && direction !== 'push') {
      throw new TaskSyncError(
        'invalid-input',
        `The profile’s “enforce” at ${name} needs the direction “push”: only a mirror can be put right. Nothing was saved.`,
      );
    }
    if (isTimeZone(timeZone)) continue;
    throw new TaskSyncError(
      'invalid-input',
      `The time zone “${timeZone}” of ${name} is not known. Use a name such as Europe/Berlin.`,
    );
  }
}

/** Says whose text it is that cannot be read; position and reason stay. */
function checkText(what: string, read: () => void): void {
  try {
    read();
  } catch (error) {
    const { facts } = toTaskSyncError(error);
    if (typeof facts['position'] !== 'number') throw error;
    throw new TaskSyncError(
      'invalid-input',
      `${what} cannot be read at character ${facts['position'] + 1}: ${facts['reason']} Nothing was saved.`,
      { facts, cause: error },
    );
  }
}

function checkRules({ rules = [], endpoints }: Profile): void {
  const names = endpoints.map((endpoint) => endpoint.name);
  for (const [index, rule] of rules.entries()) {
    try {
      compileRule(rule, index + 1);
    } catch (error) {
      const { code, message, facts } = toTaskSyncError(error);
      throw new TaskSyncError(code, `${message} Nothing was saved.`, { facts, cause: error });
    }
    const stranger = rule.at?.find((name) => !names.includes(name));
    if (stranger === undefined) continue;
    throw new TaskSyncError(
      'invalid-input',
      `Rule ${index + 1} is for “${stranger}”, which is none of the profile’s endpoints: ${names.join(', ')}. Nothing was saved.`,
      { facts: { rule: index + 1 } },
    );
  }
}

/** Scripts are read by the engine that will run them. */
export async function checkScripts({ rules = [] }: Profile, runner: ScriptRunner): Promise<void> {
  for (const [index, { script }] of rules.entries()) {
    if (script === undefined) continue;
    const mistake = (await runner.load()).check(script);
    if (mistake === null) continue;
    const { line, reason } = mistake;
    const where = line === null ? '' : ` at line ${line}`;
    throw new TaskSyncError(
      'invalid-input',
      `The script of rule ${index + 1} cannot be read${where}: ${reason} Nothing was saved.`,
      { facts: { rule: index + 1, line, reason } },
    );
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
