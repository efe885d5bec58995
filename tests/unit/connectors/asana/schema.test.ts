import { describe, expect, it } from 'vitest';
import { statusOptions } from '../../../../src-main/connectors/asana/asana-schema.ts';
import type { CustomField } from '../../../../src-main/connectors/asana/asana-wire.ts';
import { defineFields } from '../../../../src-main/connectors/asana/custom-fields.ts';

const sections = (...names: readonly string[]) => names.map((name, index) => ({ gid: String(index + 1), name }));
const meanings = (...names: readonly string[]) =>
  statusOptions(sections(...names))
    .slice(1, -1)
    .map(({ means }) => means);

describe('what sections mean', () => {
  it.each([
    ['stages of a board', ['Backlog', 'To do', 'Doing', 'Waiting', 'Done'], ['todo', 'todo', 'doing', 'doing', 'done']],
    ['stages in German', ['Offen', 'In Bearbeitung', 'Erledigt'], ['todo', 'doing', 'done']],
    ['work that was given up', ['New', 'In progress', 'Won’t do', 'Done'], ['todo', 'doing', 'cancelled', 'done']],
    ['topics of a list', ['Front end', 'Back end', 'Marketing'], ['todo', 'todo', 'todo']],
    ['the one that every project has', ['Untitled section'], ['todo']],
  ])('%s', (_, names, means) => {
    expect(meanings(...names)).toEqual(means);
  });

  it('done is written as completed, whatever the sections are called', () => {
    const options = statusOptions(sections('To do', 'Done'));
    expect(options.find(({ means }) => means === 'done')?.value).toBe('completed');
    expect(options.find(({ means }) => means === 'todo')?.value).toBe('1');
  });
});

describe('custom fields', () => {
  const field = (gid: string, name: string, subtype: string, more: Partial<CustomField> = {}): CustomField => ({
    ...{ gid, name, resource_subtype: subtype, enum_options: [], precision: null, is_formula_field: false },
    ...{ is_value_read_only: false, asana_created_field: null, ...more },
  });

  it('are in the order of their ids, beyond what a number can hold, each with a name of its own', () => {
    const names = defineFields(
      [field('9007199254740995', 'Area', 'text'), field('9007199254740993', 'Area', 'text')],
      [],
    ).map(({ id, name }) => [id, name]);
    expect(names).toEqual([
      ['9007199254740993', 'x.Area'],
      ['9007199254740995', 'x.Area (#9007199254740995)'],
    ]);
  });

  it('formulas, values that are locked and kinds that nobody knows yet are read and not written', () => {
    const fields = defineFields(
      [
        field('1', 'Sum', 'number', { is_formula_field: true }),
        field('2', 'Locked', 'text', { is_value_read_only: true }),
        field('3', 'Related', 'reference'),
      ],
      [],
    );
    expect(fields.map(({ schema }) => schema.writable)).toEqual([false, false, false]);
  });

  it('an enum of that name is the priority; a text of that name is not', () => {
    const options = ['Blocker', 'Normal', 'Later'].map((name, index) => ({ gid: `1${index}`, name, enabled: true }));
    const [enumerated] = defineFields([field('1', 'Priorität', 'enum', { enum_options: options })], []);
    expect(enumerated?.name).toBe('priority');
    expect(enumerated?.schema.options?.map(({ means }) => means)).toEqual(['urgent', 'medium', undefined]);
    expect(defineFields([field('1', 'Priority', 'text')], [])[0]?.name).toBe('x.Priority');
  });
});
