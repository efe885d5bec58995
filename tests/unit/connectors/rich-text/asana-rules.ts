import { SaxesParser } from 'saxes';

/**
 * What Asana's documentation allows (https://developers.asana.com/docs/rich-text), written down anew. Anything else is
 * answered with 400 and `xml_parsing_error`.
 */
const inline = ['strong', 'em', 'u', 's', 'code', 'a'];
const content: Readonly<Record<string, readonly string[]>> = {
  body: [...inline, 'h1', 'h2', 'ul', 'ol', 'blockquote', 'pre', 'hr', 'img', 'table'],
  ...Object.fromEntries(inline.map((name) => [name, inline])),
  h1: inline,
  h2: inline,
  ul: ['li', 'ul', 'ol'],
  ol: ['li', 'ul', 'ol'],
  li: [...inline, 'ul', 'ol'],
  blockquote: inline,
  pre: [],
  hr: [],
  img: [],
  table: ['tr'],
  tr: ['td', 'th'],
  td: inline,
  th: inline,
};

/** What Asana would refuse, as sentences. `known`: what it sent itself. */
export function faultsOf(html: string, known: readonly string[] = []): readonly string[] {
  const faults: string[] = [];
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', ({ message }) => faults.push(message));
  parser.on('opentag', ({ name, attributes }) => {
    const parent = open.at(-1);
    if (parent === undefined) {
      if (name !== 'body') faults.push(`${name} is the root`);
    } else if (content[parent]?.includes(name) === false && !known.includes(name)) faults.push(`${name} in ${parent}`);
    if (content[name] === undefined && !known.includes(name)) faults.push(`no tag ${name}`);
    if (name === 'a' && open.includes('a')) faults.push('a link in a link');
    const names = Object.keys(attributes);
    if (name === 'a' && !names.includes('href') && !names.includes('data-asana-gid')) faults.push('a link to nowhere');
    if (name !== 'a' && names.length > 0 && !known.includes(name)) faults.push(`${name} has ${names.join()}`);
    open.push(name);
  });
  parser.on('text', (text) => {
    if (/^h[12]$/.test(open.at(-1) ?? '') && text.includes('\n')) faults.push('a new line in a heading');
    if (['ul', 'ol', 'table', 'tr'].includes(open.at(-1) ?? '') && text.trim() !== '')
      faults.push('text between items');
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(html).close();
  return faults;
}
