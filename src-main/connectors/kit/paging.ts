/**
 * Pages one after the other, whatever tells the next: a `Link`, a number, an offset or a token. `read` answers with the
 * page and where the next one is; null ends it. A service that names a page again would keep us for ever, so that ends it, too.
 */
export async function* pagesFrom<Place, Page>(
  first: Place,
  read: (place: Place) => Promise<{ readonly page: Page; readonly next: Place | null }>,
): AsyncGenerator<Page> {
  const seen = new Set<Place>();
  for (let place: Place | null = first; place !== null && !seen.has(place); ) {
    seen.add(place);
    const answer: { readonly page: Page; readonly next: Place | null } = await read(place);
    yield answer.page;
    place = answer.next;
  }
}

/** The address with this relation in a `Link` header (RFC 8288, 3); null: there is none. */
export function linkTo(relation: string, headers: Readonly<Record<string, string>>): string | null {
  const header = headers['link'] ?? '';
  // Commas and semicolons may stand inside of <…> and "…".
  for (const [, address = '', parameters = ''] of header.matchAll(
    /<([^<>]*)>((?:\s*;\s*[\w*-]+(?:=(?:"[^"]*"|[^\s",;]*))?)*)/g,
  )) {
    const rel = /;\s*rel=(?:"([^"]*)"|([^\s",;]*))/i.exec(parameters);
    const relations = (rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/);
    if (relations.includes(relation)) return address;
  }
  return null;
}

/** The offset after a page of an offset and a limit; null: that was the last. */
export function nextOffset(offset: number, received: number, total: number): number | null {
  return received === 0 || offset + received >= total ? null : offset + received;
}
