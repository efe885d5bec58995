/** What a Trello keeps; everything can be changed from outside, as by a person at a browser. */
export interface Member {
  readonly id: string;
  fullName: string;
  username: string;
}

export type MemberType = 'admin' | 'normal' | 'observer';

export interface Board {
  readonly id: string;
  readonly shortLink: string;
  name: string;
  closed: boolean;
  dateLastActivity: number;
  readonly memberships: { readonly id: string; readonly idMember: string; memberType: MemberType }[];
  lastShort: number;
}

export interface BoardList {
  readonly id: string;
  readonly idBoard: string;
  name: string;
  closed: boolean;
  pos: number;
}

export interface Label {
  readonly id: string;
  readonly idBoard: string;
  name: string;
  color: string | null;
}

export interface CustomField {
  readonly id: string;
  readonly idBoard: string;
  name: string;
  readonly type: 'text' | 'number' | 'checkbox' | 'date' | 'list';
  readonly options: readonly { readonly id: string; readonly text: string }[];
}

export interface CustomItem {
  readonly id: string;
  readonly idCustomField: string;
  readonly idValue: string | null;
  readonly value: Readonly<Record<string, string>> | null;
}

export interface CheckItem {
  readonly id: string;
  name: string;
  isComplete: boolean;
  pos: number;
  /** Somebody that it was given to, which no text shows. */
  idMember: string | null;
}

export interface Checklist {
  readonly id: string;
  name: string;
  pos: number;
  readonly items: CheckItem[];
}

export interface Card {
  readonly id: string;
  readonly shortLink: string;
  idBoard: string;
  idList: string;
  idShort: number;
  name: string;
  desc: string;
  closed: boolean;
  due: string | null;
  start: string | null;
  dueComplete: boolean;
  dateLastActivity: number;
  idMembers: readonly string[];
  idLabels: readonly string[];
  pos: number;
  isTemplate: boolean;
  cardRole: string | null;
  customItems: readonly CustomItem[];
  readonly checklists: Checklist[];
}

export interface Action {
  readonly id: string;
  readonly type: string;
  readonly date: number;
  readonly idMemberCreator: string;
  readonly idBoard: string;
  readonly idCard: string | null;
  /** Of a comment. */
  text: string | null;
}

export interface Attachment {
  readonly id: string;
  readonly idCard: string;
  readonly name: string;
  /** Under which a file is stored; of an address, none. */
  readonly fileName: string | null;
  readonly url: string | null;
  readonly mimeType: string;
  readonly content: Buffer | null;
  readonly date: number;
  readonly idMember: string;
}
