import { Fragment, type ReactNode } from 'react';
import type { Key } from '../../src-shared/i18n/en/index.ts';
import type { Values } from '../../src-shared/i18n/translate.ts';
import { t } from './t.ts';

/** No text of ours or of a person contains it. */
const edge = '\u{f8ff}';

/** A message in whose braces components may stand: `rich('x', { link: <a …/> })`. */
export function rich(key: Key, values: Readonly<Record<string, ReactNode>>): ReactNode {
  const parts: ReactNode[] = [];
  const texts = Object.entries(values).map(([name, value]): [string, Values[string]] => {
    if (typeof value === 'string' || typeof value === 'number') return [name, value];
    parts.push(value);
    return [name, `${edge}${parts.length - 1}${edge}`];
  });
  return t(key, Object.fromEntries(texts))
    .split(edge)
    .map((text, at) => ({ at, node: at % 2 === 1 ? parts[Number(text)] : text }))
    .map(({ at, node }) => <Fragment key={at}>{node}</Fragment>);
}
