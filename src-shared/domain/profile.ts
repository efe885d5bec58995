import type { FieldName, FieldValue } from './field.ts';
import type { EndpointId, ProfileId, Timestamp } from './ids.ts';
import type { Rule } from './rule.ts';

/** `keep-both`: long text gets the lines of both sides where nobody is there to ask (scheduled runs); all else waits. */
export const conflictPolicies = ['manual', 'newest', 'priority', 'keep-both'] as const;
export type ConflictPolicy = (typeof conflictPolicies)[number];
export const directions = ['both', 'pull', 'push'] as const;
export type Direction = (typeof directions)[number];
export const deletionPolicies = ['close', 'propagate', 'unlink', 'ask'] as const;
export type DeletionPolicy = (typeof deletionPolicies)[number];
export const matchModes = ['create-only', 'match-then-create', 'match-only'] as const;
export type MatchMode = (typeof matchModes)[number];
/** `copy`: files are copied, and above the limit linked · `link`: their addresses are written where services have a place for that */
export const attachmentModes = ['copy', 'link'] as const;
export type AttachmentMode = (typeof attachmentModes)[number];
export const matchKeys = ['reference', 'title', 'likeness'] as const;
/** `field:x.key`: by the value of that field. `likeness`: proposed to a person, and never joined unasked. */
export type MatchKey = (typeof matchKeys)[number] | `field:${string}`;

/** What the user sets up: endpoints kept in step, with rules and a schedule. Without endpoints it is a local list. */
export interface Profile {
  readonly id: ProfileId;
  readonly name: string;
  readonly enabled: boolean;
  /** A cron expression (five fields, local time), or `manual`. */
  readonly schedule: string;
  /** When everything is read again and compared: a cron expression. Absent: only when asked. */
  readonly verify?: string;
  readonly conflicts: ConflictRules;
  readonly deletions: DeletionPolicy;
  readonly match: { readonly mode: MatchMode; readonly by: readonly MatchKey[] };
  /** Comments are read and written where services have them. Default: true. */
  readonly comments?: boolean;
  /** What is done with files at tasks. Absent: they stay where they are. */
  readonly attachments?: { readonly mode: AttachmentMode; readonly maxBytes: number };
  /** Each record says where its twins are, in a comment of ours. Default: false. */
  readonly backlinks?: boolean;
  /** Default: nobody, so accounts are known by what their services say of them. */
  readonly people?: People;
  readonly endpoints: readonly Endpoint[];
  /** In their order; absent: none. */
  readonly rules?: readonly Rule[];
  readonly createdAt: Timestamp;
}

/** Person key (an e-mail address where there is one) → name of the endpoint → account there, by its id or its label. */
export type People = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface ConflictRules {
  readonly policy: ConflictPolicy;
  readonly fields: Readonly<Record<FieldName, ConflictPolicy>>;
  /** For `priority`: endpoint names and `here`, strongest first. */
  readonly priority: readonly string[];
}

/** One container's place in a profile. */
export interface Endpoint {
  readonly id: EndpointId;
  /** Unique in the profile: the connection's name, with the container where a connection is used twice. */
  readonly name: string;
  /** Name of the connection. */
  readonly connection: string;
  readonly container: string;
  readonly direction: Direction;
  /** For `push`: what was changed there is put right at once, not with the next change here. */
  readonly enforce?: boolean;
  /** Which of its tasks take part, as the person wrote it; absent: all. Task values of the record there decide. */
  readonly filter?: string;
  readonly mapping: Mapping;
  /** IANA zone in which an instant becomes a day, for services that only know days. */
  readonly timeZone: string;
}

/**
 * Field name → how its values translate. A field that is not named uses the default that the container's schema gives;
 * `false` keeps the field out of this endpoint.
 */
export type Mapping = Readonly<Record<FieldName, FieldMapping | false>>;

export interface FieldMapping {
  /** The remote field that holds this one, when its name differs. */
  readonly field?: FieldName;
  /** Remote value (or its label) → task values. The first task value is what it lifts to; any of them projects to it. */
  readonly values?: Readonly<Record<string, readonly FieldValue[]>>;
  /** `pull`: only read there · `push`: only written. Absent: as the endpoint. */
  readonly direction?: Exclude<Direction, 'both'>;
}

/** One person with the accounts that are theirs, at endpoints by name. */
export interface PersonRow {
  readonly person: string;
  readonly accounts: readonly {
    readonly endpoint: string;
    readonly account: string;
    readonly label: string;
    /** `table`: the profile says so · `email`, `login`: proposed, because these are equal */
    readonly by: 'table' | 'email' | 'login';
  }[];
}
