import { describe, expect, it } from 'vitest';
import { createRateWindows } from '../../../src-main/demo/kit/rate-windows.ts';
import { bytesOf, readForm } from '../../../src-main/demo/kit/read-form.ts';

describe('the form of a request', () => {
  it('has its fields and files, as the platform writes them', async () => {
    const given = new FormData();
    given.append('parent', '7');
    given.append('file', new File([new Uint8Array([0, 13, 10, 255])], 'ä "b".bin', { type: 'image/png' }));
    const sent = new Response(given);
    const headers = { 'content-type': sent.headers.get('content-type') ?? '' };
    const form = await readForm({ headers, body: Buffer.from(await sent.arrayBuffer()) });
    const file = form?.get('file');
    if (!(file instanceof File)) throw new Error('no file');
    expect([form?.get('parent'), file.name, file.type]).toEqual(['7', 'ä "b".bin', 'image/png']);
    expect([...(await bytesOf(file))]).toEqual([0, 13, 10, 255]);
  });

  it('is none where something else was sent, or half of one', async () => {
    expect(await readForm({ headers: { 'content-type': 'application/json' }, body: Buffer.from('{}') })).toBe(null);
    expect(await readForm({ headers: {}, body: Buffer.alloc(0) })).toBe(null);
    const half = { headers: { 'content-type': 'multipart/form-data; boundary=b' }, body: Buffer.from('--b\r\nconten') };
    expect(await readForm(half)).toBe(null);
  });
});

describe('windows of a rate', () => {
  it('are one for each key, until their end', () => {
    let now = 0;
    const windowOf = createRateWindows(() => now);
    windowOf('a', 1_000).used = 5;
    now = 999;
    expect([windowOf('a', 1_000), windowOf('b', 1_000).used]).toEqual([{ used: 5, endsAt: 1_000 }, 0]);
    now = 1_000;
    expect(windowOf('a', 1_000)).toEqual({ used: 0, endsAt: 2_000 });
  });
});
