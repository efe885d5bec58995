/** What the simulated Asana keeps. Ids are decimal strings beyond 2^53, as the real ones. */
export interface User {
  readonly gid: string;
  readonly name: string;
  readonly email: string;
}

export interface Workspace {
  readonly gid: string;
  readonly name: string;
}

export interface Project {
  readonly gid: string;
  readonly name: string;
  readonly workspace: string;
  readonly archived: boolean;
  /** Null: everybody of the workspace; else the others get a 403. */
  readonly members: readonly string[] | null;
  /** Those that its tasks have. */
  readonly customFields: string[];
}

export interface Section {
  readonly gid: string;
  readonly name: string;
  readonly project: string;
}

export interface Tag {
  readonly gid: string;
  readonly name: string;
  readonly workspace: string;
}

export type CustomSubtype = 'text' | 'number' | 'enum' | 'multi_enum' | 'date' | 'people';

export interface CustomField {
  readonly gid: string;
  readonly name: string;
  readonly subtype: CustomSubtype;
  readonly options: readonly { readonly gid: string; readonly name: string; readonly enabled: boolean }[];
  /** Digits after the point; of numbers. */
  readonly precision: number;
  readonly isReadOnly: boolean;
  /** Which of Asana's templates it came from. */
  readonly template: string | null;
}

export interface CustomDate {
  readonly date: string;
  readonly date_time: string | null;
}

export type CustomContent = string | number | null | readonly string[] | CustomDate;

export interface Task {
  readonly gid: string;
  readonly workspace: string;
  readonly createdAt: number;
  readonly createdBy: string;
  /** A heading among subtasks. */
  readonly isSeparator: boolean;
  name: string;
  html: string;
  completedAt: number | null;
  assignee: string | null;
  dueOn: string | null;
  dueAt: number | null;
  startOn: string | null;
  startAt: number | null;
  parent: string | null;
  tags: string[];
  memberships: { readonly project: string; readonly section: string }[];
  readonly custom: Map<string, CustomContent>;
  modifiedAt: number;
}

export interface Story {
  readonly gid: string;
  readonly task: string;
  readonly subtype: string;
  readonly createdAt: number;
  readonly createdBy: string;
  html: string;
  isPinned: boolean;
}

export interface Attachment {
  readonly gid: string;
  readonly task: string;
  readonly name: string;
  readonly createdAt: number;
  /** Null for an address. */
  readonly bytes: Buffer | null;
  readonly url: string | null;
}

export interface EventRecord {
  readonly resource: { readonly gid: string; readonly type: string };
  readonly action: 'added' | 'changed' | 'removed' | 'deleted' | 'undeleted';
  readonly parent: { readonly gid: string; readonly type: string } | null;
  readonly field: string | null;
  readonly user: string;
  readonly at: number;
  /** Whose streams it is in. */
  readonly projects: ReadonlySet<string>;
}
