import leven from 'leven';
import type { ContainerSchema, CustomKind, FieldSchema } from '../connector/connector.ts';
import { type FieldName, fieldKinds, knownFields } from '../domain/field.ts';
import type { Endpoint, FieldMapping, Mapping } from '../domain/profile.ts';
import { fold } from '../filter/fold.ts';

/** One of two places as a table of fields shows it; `here` has every field by its own name. */
export type FieldSide = 'here' | PlaceSide;

export interface PlaceSide {
  readonly endpoint: Pick<Endpoint, 'direction' | 'mapping'>;
  readonly schema: ContainerSchema;
}

export const arrows = ['both', 'right', 'left', 'off'] as const;
/** Which way a field goes between the left and the right place. */
export type FieldArrow = (typeof arrows)[number];

/** One field of tasks with the fields that hold it at both sides; null: none there does. */
export interface FieldPair {
  readonly field: FieldName;
  readonly left: FieldName | null;
  readonly right: FieldName | null;
  readonly arrow: FieldArrow;
  /** What a person may choose: the places' directions and what their services can write say it. */
  readonly choices: readonly FieldArrow[];
  /** A service cannot write its field, whatever is chosen. */
  readonly isReadOnlyAt: 'left' | 'right' | null;
  /** Nobody decided anything: it is as the services suggest. */
  readonly isSuggested: boolean;
}

/** Fields that a service has and that no field of tasks uses. */
export interface LooseFields {
  readonly left: readonly FieldName[];
  readonly right: readonly FieldName[];
}

/** All fields of tasks that at least one side has, known ones first. */
export function pairFields(left: FieldSide, right: FieldSide): readonly FieldPair[] {
  const names = new Set([...fieldsOf(left), ...fieldsOf(right)]);
  const order = [...knownFields.filter((field) => names.has(field)), ...[...names].filter((name) => !isKnown(name))];
  return order.map((field) => pairOf(field, left, right)).filter((pair) => pair.left !== null || pair.right !== null);
}

/** What is mapped to nothing at the other side, by the service's own names. */
export function looseFields(pairs: readonly FieldPair[], left: FieldSide, right: FieldSide): LooseFields {
  const used = (side: 'left' | 'right') =>
    new Set(pairs.filter((pair) => pair.left !== null && pair.right !== null).map((pair) => pair[side]));
  const loose = (side: FieldSide, taken: ReadonlySet<FieldName | null>) =>
    side === 'here' ? [] : Object.keys(side.schema.fields).filter((name) => !taken.has(name));
  return { left: loose(left, used('left')), right: loose(right, used('right')) };
}

function pairOf(field: FieldName, left: FieldSide, right: FieldSide): FieldPair {
  const [own, other] = [entryOf(left, field), entryOf(right, field)];
  const isOff = own === false || other === false;
  const names = isOff
    ? { left: ownName(left, field), right: ownName(right, field) }
    : { left: nameAt(left, field), right: nameAt(right, field) };
  const isPair = names.left !== null && names.right !== null;
  const toRight = isPair && canRead(left, field) && canWrite(right, field);
  const toLeft = isPair && canRead(right, field) && canWrite(left, field);
  return {
    ...{ field, ...names },
    arrow: isOff || !isPair ? 'off' : toRight ? (toLeft ? 'both' : 'right') : toLeft ? 'left' : 'off',
    choices: isPair ? choicesOf(field, left, right) : [],
    isReadOnlyAt: !isWritableAt(right, field) ? 'right' : !isWritableAt(left, field) ? 'left' : null,
    isSuggested: own === undefined && other === undefined,
  };
}

function choicesOf(field: FieldName, left: FieldSide, right: FieldSide): readonly FieldArrow[] {
  const toRight = placeReads(left) && placeWrites(right) && isWritableAt(right, field);
  const toLeft = placeReads(right) && placeWrites(left) && isWritableAt(left, field);
  return arrows.filter((arrow) => {
    if (arrow === 'both') return toRight && toLeft;
    if (arrow === 'off') return field !== 'title';
    return arrow === 'right' ? toRight : toLeft;
  });
}

/** Both mappings with the field going that way. */
export function withArrow(left: FieldSide, right: FieldSide, field: FieldName, arrow: FieldArrow): Mappings {
  if (arrow === 'off') return both(left, right, (mapping) => ({ ...mapping, [field]: false as const }));
  const directions = { both: [null, null], right: ['pull', 'push'], left: ['push', 'pull'] } as const;
  const [atLeft, atRight] = directions[arrow];
  return {
    left: left === 'here' ? null : withDirection(left.endpoint.mapping, field, atLeft),
    right: right === 'here' ? null : withDirection(right.endpoint.mapping, field, atRight),
  };
}

/** The mappings of both sides after a change; null: that side is this device, which has none. */
export interface Mappings {
  readonly left: Mapping | null;
  readonly right: Mapping | null;
}

function both(left: FieldSide, right: FieldSide, change: (mapping: Mapping) => Mapping): Mappings {
  return {
    left: left === 'here' ? null : change(left.endpoint.mapping),
    right: right === 'here' ? null : change(right.endpoint.mapping),
  };
}

/** The two fields of the services become one field of tasks; whatever used them before lets them go. */
export function withPair(left: FieldSide, right: FieldSide, names: { left: FieldName; right: FieldName }): Mappings {
  const field = left !== 'here' && !isKnown(names.left) && isKnown(names.right) ? names.right : names.left;
  return {
    left: left === 'here' ? null : withRemote(left, field, names.left),
    right: right === 'here' ? null : withRemote(right, field, names.right),
  };
}

/** The field of tasks is held by that field of the service from now on. */
export function withRemote({ endpoint: { mapping }, schema }: PlaceSide, field: FieldName, remote: FieldName): Mapping {
  const others = Object.keys({ ...schema.fields, ...mapping }).filter(
    (other) => other !== field && nameAt({ endpoint: { direction: 'both', mapping }, schema }, other) === remote,
  );
  const released = Object.fromEntries(others.map((other) => [other, false as const]));
  const { [field]: before, ...rest } = mapping;
  const direction = before ? before.direction : undefined;
  const entry: FieldMapping = {
    ...(remote === field ? {} : { field: remote }),
    ...(direction === undefined ? {} : { direction }),
  };
  return { ...rest, ...released, ...(Object.keys(entry).length > 0 ? { [field]: entry } : {}) };
}

function withDirection(mapping: Mapping, field: FieldName, direction: 'pull' | 'push' | null): Mapping {
  const { [field]: before, ...others } = mapping;
  const { direction: _old, ...kept } = before || {};
  const entry: FieldMapping = { ...kept, ...(direction === null ? {} : { direction }) };
  return Object.keys(entry).length > 0 ? { ...others, [field]: entry } : others;
}

/** What a field's values are, as far as two services have to agree on it. */
export type ValueShape = 'text' | 'choice' | 'number' | 'flag' | 'day' | 'list' | 'people' | 'task';

const knownShapes: Readonly<Record<string, ValueShape | undefined>> = {
  ...{ title: 'text', body: 'text', status: 'choice', priority: 'choice', milestone: 'choice' },
  ...{ assignees: 'people', labels: 'list', start: 'day', due: 'day', parent: 'task' },
  ...{ estimate: 'number', progress: 'number' },
};

const customShapes: Readonly<Record<CustomKind, ValueShape>> = {
  ...{ text: 'text', number: 'number', flag: 'flag', date: 'day', option: 'choice', options: 'list' },
};

export function shapeOf(name: FieldName, schema: FieldSchema | undefined): ValueShape {
  return knownShapes[name] ?? customShapes[schema?.kind ?? 'text'];
}

/** Whether values of one field can stand in the other; text takes what can be written down in a service's own field. */
export function fits(left: NamedField, right: NamedField): boolean {
  const [a, b] = [shapeOf(left.name, left.schema), shapeOf(right.name, right.schema)];
  if (a === b) return true;
  const words: readonly ValueShape[] = ['text', 'choice'];
  if (words.includes(a) && words.includes(b)) return true;
  const areOwn = left.name.startsWith('x.') && right.name.startsWith('x.');
  return areOwn && (a === 'text' || b === 'text') && !['list', 'people', 'task'].some((one) => one === a || one === b);
}

export interface NamedField {
  readonly name: FieldName;
  readonly schema: FieldSchema | undefined;
}

/** Pairs of unused fields whose names say nearly the same and whose values fit, the likeliest first; each field once. */
export function suggestPairs(
  loose: LooseFields,
  left: FieldSide,
  right: FieldSide,
): readonly { readonly left: FieldName; readonly right: FieldName }[] {
  if (left === 'here' || right === 'here') return [];
  const named = (side: PlaceSide, name: FieldName): NamedField => ({ name, schema: side.schema.fields[name] });
  const likely = loose.left
    .flatMap((a) => loose.right.map((b) => ({ left: a, right: b, likeness: likeness(a, b) })))
    .filter((one) => one.likeness >= 0.75 && fits(named(left, one.left), named(right, one.right)))
    .sort((a, b) => b.likeness - a.likeness);
  const taken = new Set<string>();
  return likely.flatMap((one) => {
    if (taken.has(`l ${one.left}`) || taken.has(`r ${one.right}`)) return [];
    taken.add(`l ${one.left}`).add(`r ${one.right}`);
    return [{ left: one.left, right: one.right }];
  });
}

function likeness(a: FieldName, b: FieldName): number {
  const [x, y] = [a, b].map((name) => fold(name.replace(/^x\./, '')).replace(/[^\p{L}\p{N}]/gu, ''));
  const longest = Math.max(x?.length ?? 0, y?.length ?? 0);
  return longest === 0 ? 0 : 1 - leven(x ?? '', y ?? '') / longest;
}

function fieldsOf(side: FieldSide): readonly FieldName[] {
  if (side === 'here') return [];
  const own = Object.keys(side.schema.fields).filter((name) => isKnown(name) || name.startsWith('x.'));
  return [...own, ...Object.keys(side.endpoint.mapping)];
}

function entryOf(side: FieldSide, field: FieldName): FieldMapping | false | undefined {
  return side === 'here' ? undefined : side.endpoint.mapping[field];
}

function nameAt(side: FieldSide, field: FieldName): FieldName | null {
  if (side === 'here') return field;
  const entry = side.endpoint.mapping[field];
  if (entry === false) return null;
  const name = entry?.field ?? field;
  return Object.hasOwn(side.schema.fields, name) ? name : null;
}

/** The service's field of that name, unless another field of tasks has it. */
function ownName(side: FieldSide, field: FieldName): FieldName | null {
  if (side === 'here') return field;
  const { mapping } = side.endpoint;
  const isTaken = Object.values(mapping).some((entry) => entry !== false && entry.field === field);
  return Object.hasOwn(side.schema.fields, field) && !isTaken ? field : null;
}

function isWritableAt(side: FieldSide, field: FieldName): boolean {
  if (side === 'here') return true;
  const name = nameAt(side, field) ?? ownName(side, field);
  return name === null || side.schema.fields[name]?.writable !== false;
}

function canRead(side: FieldSide, field: FieldName): boolean {
  const entry = entryOf(side, field);
  return placeReads(side) && !(entry && entry.direction === 'push');
}

function canWrite(side: FieldSide, field: FieldName): boolean {
  const entry = entryOf(side, field);
  return placeWrites(side) && isWritableAt(side, field) && !(entry && entry.direction === 'pull');
}

function placeReads(side: FieldSide): boolean {
  return side === 'here' || side.endpoint.direction !== 'push';
}

function placeWrites(side: FieldSide): boolean {
  return side === 'here' || side.endpoint.direction !== 'pull';
}

function isKnown(name: FieldName): boolean {
  return Object.hasOwn(fieldKinds, name);
}
