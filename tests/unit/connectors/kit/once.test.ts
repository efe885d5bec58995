import { describe, expect, it } from 'vitest';
import { once, onceEach } from '../../../../src-main/connectors/kit/once.ts';

describe('what is asked once', () => {
  it('is asked when needed, by everybody together', async () => {
    let asked = 0;
    const me = once(async () => ++asked);
    expect(asked).toBe(0);
    expect(await Promise.all([me(), me(), me()])).toEqual([1, 1, 1]);
    expect(await me()).toBe(1);
  });

  it('is asked again after a failure, which all who waited for it get', async () => {
    let asked = 0;
    const me = once(async () => {
      if (++asked === 1) throw new Error('lost');
      return asked;
    });
    const results = await Promise.allSettled([me(), me()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await Promise.all([me(), me()])).toEqual([2, 2]);
  });

  it('has an answer for each key', async () => {
    const keys: string[] = [];
    const each = onceEach(async (key) => {
      keys.push(key);
      return key.toUpperCase();
    });
    expect(await Promise.all(['a', 'b', 'a'].map(each))).toEqual(['A', 'B', 'A']);
    expect(keys).toEqual(['a', 'b']);
  });
});
