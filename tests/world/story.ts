import type { MemoryFaultKind, MemoryOperation } from '../../src-main/connectors/memory/memory-faults.ts';
import type { ConflictPolicy, DeletionPolicy, Direction } from '../../src-shared/domain/profile.ts';
import type { CommentEvent } from './comment-story.ts';

/** Everything that decides a simulated session, as plain data: it can be drawn from a seed, shrunk, and kept in a file. */
export interface Story {
  readonly seed: number;
  readonly setting: Setting;
  readonly events: readonly StoryEvent[];
}

export interface Setting {
  readonly services: readonly ServiceSetting[];
  readonly profiles: readonly ProfileSetting[];
  /** How many programs work on the same accounts, each with a database of its own. */
  readonly installations: number;
  readonly weather: WeatherSetting;
  /** `fair`: faults end, and then everything has to come right. `beyond`: they do not, and only safety is asked for. */
  readonly mode: 'fair' | 'beyond';
  /** Which side people take when they decide the conflicts in the end; null: they leave them. */
  readonly decides: 0 | 1 | null;
}

export interface ServiceSetting {
  readonly identity: 'A' | 'B' | 'C' | 'D' | 'E';
  readonly precondition: boolean;
  readonly deletions: 'feed' | 'listing';
  readonly pageSize: number;
  readonly timeGrainMs: number;
  readonly searchLagMs: number;
  readonly clockOffsetMs: number;
  readonly latencyMs: number;
  readonly trimsTitles: boolean;
  readonly rewritesText: boolean;
  readonly closedLabel: boolean;
  readonly ignores: readonly string[];
}

export interface ProfileSetting {
  readonly endpoints: readonly EndpointSetting[];
  readonly conflicts: ConflictPolicy;
  readonly deletions: DeletionPolicy;
  readonly matches: boolean;
}

export interface EndpointSetting {
  readonly service: number;
  readonly direction: Direction;
  /** Fields that its mapping keeps out. */
  readonly without: readonly string[];
}

/** Which requests go wrong, drawn for each one from the seed; `faults` of an event replaces the draw. */
export interface WeatherSetting {
  /** Percent of all requests. */
  readonly rate: number;
  readonly kinds: readonly FaultKind[];
  /** Default: any. */
  readonly on?: readonly MemoryOperation[];
}

/** `delay`: it takes up to three minutes. */
export type FaultKind = MemoryFaultKind | 'delay';

/** Who does something: a person at service n or at installation n. */
export type Side = { readonly service: number } | { readonly here: number };

export type PersonEvent =
  | { readonly do: 'add'; readonly side: Side; readonly profile: number }
  | { readonly do: 'edit'; readonly side: Side; readonly field: EditField; readonly pick: number; readonly how: number }
  | { readonly do: 'delete' | 'restore'; readonly side: Side; readonly pick: number }
  | { readonly do: 'reparent'; readonly side: Side; readonly pick: number; readonly below: number | null };

export const editFields = ['labels', 'title', 'body', 'priority', 'status', 'due', 'estimate', 'milestone'] as const;
export type EditField = (typeof editFields)[number];

export interface SyncEvent {
  readonly do: 'sync';
  readonly installation: number;
  readonly profile: number;
  /** The program dies at the nth crash point that this run passes. */
  readonly crash?: number;
  /** A person does something at the moment of the nth request. */
  readonly meanwhile?: { readonly request: number; readonly event: PersonEvent };
}

export type StoryEvent = { readonly id: number; readonly faults?: Readonly<Record<string, Fault>> } & (
  | PersonEvent
  | CommentEvent
  | SyncEvent
  | { readonly do: 'preview'; readonly installation: number; readonly profile: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'skew'; readonly installation: number; readonly ms: number }
  | { readonly do: 'revoke' | 'sign-in' | 'forget-cursors'; readonly service: number }
  | { readonly do: 'decide'; readonly installation: number; readonly pick: number; readonly use: 0 | 1 }
);

export interface Fault {
  readonly kind: FaultKind;
  /** For `delay` and for `rate-limited`, which says nothing of the time when absent. */
  readonly ms?: number;
}
