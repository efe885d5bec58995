import type { ContainerSchema, FieldOption } from '../../../src-shared/connector/connector.ts';
import type { Frame } from './board-frames.ts';
import { markerLength } from './identity.ts';
import { statusOptions } from './status.ts';
import type { Member } from './trello-wire.ts';

/** Most characters of a name, a description or a comment (Trello's guide "Object Definitions"). */
const longestText = 16_384;
export const longestMarked = longestText - markerLength;

export function describeBoard(frame: Frame, members: readonly Member[]): ContainerSchema {
  return {
    fields: {
      title: { writable: true, maxLength: longestText },
      body: { writable: true, maxLength: longestMarked },
      status: { writable: true, options: statusOptions(frame) },
      assignees: { writable: true, options: members.map(memberOption) },
      // No choice: a label that the board does not have yet is made.
      labels: { writable: true },
      start: { writable: true, dates: ['date', 'instant'] },
      due: { writable: true, dates: ['date', 'instant'] },
      'x.Checklists': { writable: true, kind: 'text' },
      ...Object.fromEntries(frame.custom.map(({ name, schema }) => [name, schema])),
    },
  };
}

/** Trello tells nobody's e-mail address. */
function memberOption({ id, fullName, username }: Member): FieldOption {
  return { value: id, label: fullName || username || id, means: username || fullName || id };
}
