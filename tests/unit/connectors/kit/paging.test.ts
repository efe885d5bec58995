import { describe, expect, it } from 'vitest';
import { linkTo, nextOffset, pagesFrom } from '../../../../src-main/connectors/kit/paging.ts';

const collect = async <T>(pages: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
};

describe('pages', () => {
  it('follow a token until there is none', async () => {
    const next: Readonly<Record<string, string>> = { '': 'b', b: 'c' };
    const pages = pagesFrom('', async (token) => ({ page: `page ${token}`, next: next[token] ?? null }));
    expect(await collect(pages)).toEqual(['page ', 'page b', 'page c']);
  });

  it('follow offsets to the end, however short a page is', async () => {
    const all = [1, 2, 3, 4, 5, 6, 7];
    const pages = pagesFrom(0, async (offset) => {
      const page = all.slice(offset, offset + (offset === 0 ? 3 : 2));
      return { page, next: nextOffset(offset, page.length, all.length) };
    });
    expect((await collect(pages)).flat()).toEqual(all);
  });

  it('end with an empty page, although the total says more', () => {
    expect(nextOffset(5, 0, 9)).toBeNull();
  });

  it('do not go round in circles', async () => {
    const pages = pagesFrom('a', async (token) => ({ page: token, next: token === 'a' ? 'b' : 'a' }));
    expect(await collect(pages)).toEqual(['a', 'b']);
  });

  it('are read as they are asked for', async () => {
    const read: number[] = [];
    for await (const page of pagesFrom(1, async (number) => ({ page: number, next: number + 1 }))) {
      read.push(page);
      if (page === 3) break;
    }
    expect(read).toEqual([1, 2, 3]);
  });
});

describe('a Link header', () => {
  const header =
    '<https://api.example.org/repositories/1/issues?page=1>; rel="prev", <https://api.example.org/repositories/1/issues?a=b,c;d&page=3>; title="the, next"; rel="next", </last>; rel=last, <x>; rel="up  first"';

  it.each([
    ['next', 'https://api.example.org/repositories/1/issues?a=b,c;d&page=3'],
    ['prev', 'https://api.example.org/repositories/1/issues?page=1'],
    ['last', '/last'],
    ['first', 'x'],
    ['other', null],
  ])('has %s', (relation, address) => {
    expect(linkTo(relation, { link: header })).toBe(address);
  });

  it('may be missing or nonsense', () => {
    expect(linkTo('next', {})).toBeNull();
    expect(linkTo('next', { link: 'rel="next"' })).toBeNull();
  });

  it('of any length takes no time', () => {
    const started = performance.now();
    linkTo('next', { link: `<${'a'.repeat(50_000)}` });
    linkTo('next', { link: `<a>${'; x=y'.repeat(20_000)}"` });
    linkTo('next', { link: '<'.repeat(50_000) });
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
