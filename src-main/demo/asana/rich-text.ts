import { badRequest } from './refusals.ts';

/** developers.asana.com/docs/rich-text: XML, in one `body`, these tags alone, and attributes on links and images only. */
const everywhere = 'body strong em u s code ol ul li a pre blockquote';
const allowed = {
  html_notes: new Set(`${everywhere} h1 h2 hr img`.split(' ')),
  html_text: new Set(everywhere.split(' ')),
} as const;

export function requireRichText(field: keyof typeof allowed, value: unknown): string {
  if (typeof value !== 'string') throw badRequest(`${field}: Not a string: ${JSON.stringify(value)}`);
  const problem = problemOf(value.trim(), allowed[field]);
  if (problem !== null) throw badRequest(`${field}: xml_parsing_error: XML is invalid: ${problem}`);
  return value.trim();
}

function problemOf(xml: string, tags: ReadonlySet<string>): string | null {
  const stack: string[] = [];
  let rest = xml;
  while (rest !== '') {
    const tag = /^<(\/?)([a-z][a-z0-9]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/i.exec(rest);
    const text = tag === null ? (/^[^<]+/.exec(rest)?.[0] ?? null) : null;
    if (tag === null && text === null) return `near ${rest.slice(0, 20)}`;
    if (text !== null) {
      if (stack.length === 0) return 'text outside of body';
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for them
      if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)|[\u0000-\u0008\u000b\u000c\u000e-\u001f]/i.test(text))
        return 'text';
      rest = rest.slice(text.length);
      continue;
    }
    const [whole = '', closes, name = '', attributes, empty] = tag ?? [];
    if (!tags.has(name)) return `tag ${name}`;
    if (attributes && name !== 'a' && name !== 'img') return `attributes of ${name}`;
    if ((name === 'body') !== (stack.length === (closes ? 1 : 0))) return 'body';
    if (closes) {
      if (stack.pop() !== name) return `unbalanced ${name}`;
    } else if (!empty) stack.push(name);
    rest = rest.slice(whole.length);
    if (stack.length === 0 && rest !== '') return 'more than one body';
  }
  return stack.length > 0 || xml === '' ? 'not closed' : null;
}

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What `notes` and `text` say: the words without their formatting. */
export function plainText(html: string): string {
  return html
    .replace(/<li>/g, '• ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: keyof typeof entities) => entities[name]);
}

const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' } as const;
