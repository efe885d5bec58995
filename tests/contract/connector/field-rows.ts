import { describe, expect, it } from 'vitest';
import type { CustomKind, FieldSchema, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { FieldName, FieldValue, When } from '../../../src-shared/domain/field.ts';
import { emptyValue, fieldKinds, isEmpty, kindOf, sameValue } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { ConnectorSetup } from '../connector-contract.ts';
import type { World } from './world.ts';
import { expectSameFields } from './world.ts';

const dates: readonly When[] = [
  { kind: 'date', date: '2026-03-29' },
  { kind: 'date', date: '2028-02-29' },
  { kind: 'local', at: '2026-03-29T02:30:00' },
  { kind: 'instant', at: '2026-10-25T00:30:00Z' },
];

const texts: readonly (readonly [string, string])[] = [
  ['several lines', 'One\nTwo\n\nFour'],
  ['line ends of Windows', 'One\r\nTwo\r\nThree'],
  ['letters of many scripts', 'Größe, 日本語, العربية, עברית, हिन्दी, Ελληνικά'],
  ['emoji, joined and flagged', '🧑‍🚀 👩🏽‍💻 🇨🇭 ❤️'],
  ['combining accents', 'e\u0301 a\u0308 n\u0303'],
  ['characters that formats quote', 'a;b,c:d=e "f" \'g\' \\n \\, & < > % # {h} [i] | * _ ~'],
  ['what looks like markup', '&amp; &lt;b&gt; %20 ]] --'],
  ['long lines', 'abcdefghi '.repeat(400)],
  ['long text', Array.from({ length: 400 }, (_, line) => `Line ${line} with ümlauts and 🙂`).join('\n')],
];

export function fieldRows(setup: ConnectorSetup, get: () => World): void {
  const { capabilities } = setup.descriptor;
  if (!capabilities.canCreate) return;

  const write = async (current: RemoteTask, field: FieldName, value: FieldValue): Promise<RemoteTask> => {
    const { connector, container, nextMoment, read } = get();
    await nextMoment();
    await connector.update({ container, id: current.id, fields: { [field]: value }, current });
    return read(current.id);
  };

  describe('fields', () => {
    for (const [what, text] of texts) {
      it(`a title keeps ${what}`, async () => {
        const { fields } = await get().connector.schema(get().container);
        const title = shorten(text.replace(/\s+/g, ' '), fields['title']?.maxLength ?? 255);
        const made = await get().make({ title });
        expectSameFields(made.fields, { title });
        expectSameFields((await write(await get().make(), 'title', title)).fields, { title });
      });

      it(`a body keeps ${what}`, async ({ skip }) => {
        const { fields } = await get().connector.schema(get().container);
        if (!fields['body']?.writable) return skip('there is no body here');
        const body = shorten(text, fields['body'].maxLength ?? text.length);
        const made = await get().make({ body });
        expectSameFields(made.fields, { body });
        expectSameFields((await write(await get().make(), 'body', body)).fields, { body });
      });
    }

    for (const field of Object.keys(fieldKinds)) {
      it(`${field} round-trips by itself, on create and on update, or is refused where it is not writable`, async ({
        skip,
      }) => {
        const rule = (await get().connector.schema(get().container)).fields[field];
        if (!rule?.writable) return refuses(get(), field);
        const values = await valuesFor(get(), field, rule);
        if (values.length === 0) return skip('this setup gives no value to try');
        await roundTrip(get(), write, field, values);
      });
    }

    it('fields of the service itself round-trip, as many as there are', async () => {
      const { fields } = await get().connector.schema(get().container);
      for (const [field, rule] of Object.entries(fields)) {
        if (field in fieldKinds || !rule.writable) continue;
        const values = await valuesFor(get(), field, rule);
        if (values.length > 0) await roundTrip(get(), write, field, values);
      }
    });

    it('a field that nobody knows is refused, not dropped', () => refuses(get(), 'x.no-such-field'));
  });
}

/** What cannot be stored must be said: a value that is silently dropped would be pushed again for ever (S5). */
async function refuses(world: World, field: FieldName): Promise<void> {
  const made = await world.make();
  const value = { scalar: 50, set: ['a'], text: 'a', date: dates[0] ?? null, reference: made.id }[kindOf(field)];
  const request = { container: world.container, id: made.id, fields: { [field]: value }, current: made };
  const error = await world.connector.update(request).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TaskSyncError);
  expect(['rejected', 'unsupported']).toContain(error instanceof TaskSyncError && error.code);
  expect((await world.read(made.id)).fields).toEqual(made.fields);
}

type Write = (current: RemoteTask, field: FieldName, value: FieldValue) => Promise<RemoteTask>;

async function roundTrip(world: World, write: Write, field: FieldName, values: readonly FieldValue[]): Promise<void> {
  const side = [field, ...(world.place.sideEffects?.[field] ?? [])];
  const plain = await world.make();
  const pull = async (id: string) => (await world.pull(null)).tasks.find((task) => task.id === id);
  let current = plain;
  for (const value of values) {
    const made = await world.make({ [field]: value });
    expectSameFields(made.fields, { [field]: value });
    current = await write(current, field, value);
    expectSameFields(current.fields, { [field]: value });
    expectSameFields(current.fields, plain.fields, side);
  }
  expect(await pull(current.id)).toEqual(current);
  await clear(world, write, field, current);
}

async function clear(world: World, write: Write, field: FieldName, current: RemoteTask): Promise<void> {
  const required = world.place.required ?? ['title', 'status'];
  const cleared = await write(current, field, emptyValue(field)).catch((error: unknown) => {
    if (!required.includes(field)) throw error;
    return world.read(current.id);
  });
  expect(isEmpty(cleared.fields[field]), `${field} after clearing it`).toBe(!required.includes(field));
  if (!required.includes(field)) expect(sameValue(field, cleared.fields[field], emptyValue(field))).toBe(true);
}

async function valuesFor(world: World, field: FieldName, rule: FieldSchema): Promise<readonly FieldValue[]> {
  const given = world.place.values?.[field];
  if (given !== undefined) return given;
  const options = (rule.options ?? []).map(({ value }) => value);
  if (rule.kind !== undefined && !rule.options) return customValues[rule.kind];
  if (rule.kind === 'options') return someSets(options);
  switch (kindOf(field)) {
    case 'set':
      if (rule.options !== undefined) return someSets(options, rule.maxItems);
      return field === 'labels' ? someSets(['red', 'two words', 'Grün'], rule.maxItems) : [];
    case 'date':
      return dates.filter(({ kind }) => rule.dates?.includes(kind) ?? true);
    case 'reference':
      return [(await world.make({ title: 'Parent' })).id];
    case 'text':
      return ['First line\nSecond line', 'Replaced'];
    case 'scalar':
      return rule.options === undefined ? plainValues(field) : options;
  }
}

function someSets(items: readonly string[], maxItems = items.length): readonly FieldValue[] {
  const [first] = items;
  return first === undefined ? [] : [[first], items.slice(0, maxItems), items.slice(-1)];
}

function plainValues(field: FieldName): readonly FieldValue[] {
  if (field === 'title') return ['Another title', 'Yet another'];
  if (field === 'estimate') return [90, 60];
  return field === 'progress' ? [50, 10] : [];
}

const customValues: Readonly<Record<CustomKind, readonly FieldValue[]>> = {
  text: ['Some text', 'Other; "text", with ümlauts'],
  number: [5, -3, 2.5],
  flag: [true, false],
  date: dates.slice(0, 2),
  option: [],
  options: [],
};

/** Cut between characters, never inside one. */
function shorten(text: string, length: number): string {
  let short = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (short.length + segment.length > length) break;
    short += segment;
  }
  return short;
}
