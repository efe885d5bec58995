import { emptyValue, type FieldName, type Fields, type FieldValue, sameValue } from '../domain/field.ts';
import type { Link } from '../domain/link.ts';
import type { Direction } from '../domain/profile.ts';
import type { Shape } from '../rules/apply-rules.ts';
import type { Draft } from './draft.ts';
import type { EndpointRules } from './rules.ts';
import { readRecord } from './scope.ts';

/** The profile's rules at one endpoint. */
export interface Shaper {
  /** Task values on their way out. */
  out(fields: Fields): Shape;
  /** A record's values on their way in. */
  in(fields: Fields): Shape;
}

/** How one task's fields go to one endpoint and come from it: its direction, its rules, and what its mapping can say. */
export interface Flow {
  /** Null: the field goes neither way. */
  direction(field: FieldName): Direction | null;
  /** A rule says what the field is there: what it is changed to there does not count. */
  isDecidedHere(field: FieldName): boolean;
  /** A rule says what the field is here. */
  isDecidedThere(field: FieldName): boolean;
  /** A rule keeps their value from coming in. */
  isIgnored(field: FieldName): boolean;
  /** Task value to the value that goes there. */
  out(field: FieldName, value: FieldValue | undefined): FieldValue | undefined;
  /** @param lifted a value from there @param now what the task holds */
  in(field: FieldName, lifted: FieldValue, now: FieldValue): FieldValue;
  /** Fields that the rules make of the record as it was and as it is. */
  readonly made: readonly {
    readonly field: FieldName;
    readonly before: FieldValue | undefined;
    readonly after: FieldValue;
  }[];
  /** Fields whose value there would come back as another one. */
  readonly lossy: ReadonlyMap<FieldName, { readonly there: FieldValue; readonly back: FieldValue }>;
  readonly failure: string | null;
}

const noLoss: Flow['lossy'] = new Map();
const untouched: Shape = { fields: {}, lenses: new Map(), failure: null };

/** As the task and the record are now; opened once for each way. */
export function flowAt(draft: Draft, place: EndpointRules, link: Link | undefined): Flow {
  const { id } = place.endpoint;
  const known = draft.flows.get(id);
  if (known) return known;
  const seen = link?.observation?.fields;
  const lossy = draft.losses.get(id) ?? (seen ? lossyFields(place, seen) : noLoss);
  draft.losses.set(id, lossy);
  const flow = openFlow(draft.fields, place, link, lossy);
  draft.flows.set(id, flow);
  return flow;
}

function openFlow(fields: Fields, place: EndpointRules, link: Link | undefined, lossy: Flow['lossy']): Flow {
  const { shaper, endpoint, mapper } = place;
  const seen = link?.observation?.fields;
  const out = shaper && endpoint.direction !== 'pull' ? shaper.out(fields) : untouched;
  const takes = shaper !== null && endpoint.direction !== 'push' && seen !== undefined;
  const record = takes ? readRecord(mapper, seen) : {};
  const into = takes ? shaper.in(record) : untouched;
  const was = takes && link?.base ? shaper.in(readRecord(mapper, link.base)) : null;
  const made = [...new Set([...into.lenses.keys(), ...(was?.lenses.keys() ?? [])])].map((field) => ({
    field,
    before: was?.fields[field],
    after: into.fields[field] ?? emptyValue(field),
  }));
  const canGo = (field: FieldName): boolean =>
    endpoint.direction !== 'pull' &&
    !lossy.has(field) &&
    !['back', 'none'].includes(out.lenses.get(field)?.way ?? 'both') &&
    !into.lenses.get(field)?.isFixed;
  const canCome = (field: FieldName): boolean =>
    endpoint.direction !== 'push' &&
    !out.lenses.get(field)?.isFixed &&
    !['back', 'none'].includes(into.lenses.get(field)?.way ?? 'both');
  return {
    direction: (field) => (canGo(field) ? (canCome(field) ? 'both' : 'push') : canCome(field) ? 'pull' : null),
    isDecidedHere: (field) => out.lenses.get(field)?.isFixed === true,
    isDecidedThere: (field) => into.lenses.get(field)?.isFixed === true,
    isIgnored: (field) => into.lenses.get(field)?.way === 'back' || into.lenses.get(field)?.way === 'none',
    out: (field, value) => {
      const [first, second] = [out.lenses.get(field), into.lenses.get(field)];
      const there = record[field] ?? emptyValue(field);
      const sent = first ? first.forth(value ?? emptyValue(field), there) : value;
      return second && sent !== undefined ? second.back(sent, there) : sent;
    },
    in: (field, lifted, now) => {
      const [first, second] = [into.lenses.get(field), out.lenses.get(field)];
      const taken = first ? first.forth(lifted, now) : lifted;
      return second ? second.back(taken, now) : taken;
    },
    made,
    lossy,
    failure: out.failure ?? into.failure,
  };
}

/**
 * Values there that the mapping lifts to something it would write as something else: p(u(v)) is not v. Such a field is only
 * read, or the two sides would rewrite each other without anybody having changed anything.
 */
function lossyFields({ mapper }: EndpointRules, seen: Fields): Flow['lossy'] {
  const found = new Map<FieldName, { there: FieldValue; back: FieldValue }>();
  for (const field of mapper.translated) {
    const there = seen[mapper.remoteName(field)];
    if (there === undefined || !mapper.isWritable(field)) continue;
    const lifted = mapper.lift(field, there, emptyValue(field));
    const back = lifted.ok ? mapper.project(field, lifted.value, there) : lifted;
    if (back.ok && !sameValue(field, back.value, there)) found.set(field, { there, back: back.value });
  }
  return found;
}

/** What the task says of the field goes there. */
export function writes(flow: Flow, field: FieldName): boolean {
  const direction = flow.direction(field);
  return direction === 'both' || direction === 'push';
}

/** What the service says of the field comes here. */
export function reads(flow: Flow, field: FieldName): boolean {
  const direction = flow.direction(field);
  return direction === 'both' || direction === 'pull';
}
