import type { Marked } from '../kit/marker.ts';
import { appendMarker, takeMarker } from '../kit/marker.ts';
import type { Deployment } from './deployment.ts';
import type { Comment, Issue } from './jira-wire.ts';

/**
 * Our marker: a property of the issue or comment, which nobody sees and no edit touches; where the search does not tell
 * properties (issues of Data Center), an anchor at the end of the description.
 */
export const propertyKey = 'task-sync';

export interface Property {
  readonly key: string;
  readonly value: { readonly identity?: string; readonly markdown?: string };
}

/** @param markdown see `remembered-text.ts` */
export function propertyOf(identity: string | null, markdown: string | null = null): Property {
  return {
    key: propertyKey,
    value: { ...(identity !== null && { identity }), ...(markdown !== null && { markdown }) },
  };
}

const anchor = /(?<![^\n\r])[ \t]*\{anchor:ts1-([a-z0-9]{26})(-md)?\}[ \t]*(?=[\r\n]|$)/g;

/** @param isRemembered the Markdown of the text is in the issue's property, which the search does not tell */
export function withAnchor(text: string, identity: string | null, isRemembered = false): string {
  if (identity === null) return text;
  const mark = `{anchor:ts1-${identity}${isRemembered ? '-md' : ''}}`;
  return appendMarker(text, mark);
}

export interface Unmarked extends Marked {
  readonly isRemembered: boolean;
}

export function withoutAnchor(description: string): Unmarked {
  const { text, found } = takeMarker(description, anchor);
  return { text, identity: found?.[1] ?? null, isRemembered: found?.[2] !== undefined };
}

/** The description without our marker, and the marker. */
export function readMarked(
  { fields, properties }: { readonly fields: Pick<Issue['fields'], 'description'> } & Pick<Issue, 'properties'>,
  { marker }: Deployment,
): { readonly description: unknown; readonly identity: string | null; readonly isRemembered: boolean } {
  if (marker === 'property') {
    const identity = identityIn(properties?.[propertyKey]);
    return { description: fields.description, identity, isRemembered: true };
  }
  const { text, ...found } = withoutAnchor(typeof fields.description === 'string' ? fields.description : '');
  return { description: text, ...found };
}

export function identityOf({ properties }: Comment): string | null {
  return identityIn((properties ?? []).find(({ key }) => key === propertyKey)?.value);
}

function identityIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('identity' in value)) return null;
  const { identity } = value;
  return typeof identity === 'string' && /^[a-z0-9]{26}$/.test(identity) ? identity : null;
}
