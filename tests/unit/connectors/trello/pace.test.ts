import { describe, expect, it } from 'vitest';
import { createPace } from '../../../../src-main/connectors/trello/pace.ts';

const left = (token: number, key = 300) => ({
  ...{ 'x-rate-limit-api-token-remaining': String(token), 'x-rate-limit-api-token-interval-ms': '10000' },
  ...{ 'x-rate-limit-api-key-remaining': String(key), 'x-rate-limit-api-key-interval-ms': '10000' },
});

describe('pace', () => {
  it('lets everything pass while much is left, and where nothing is said', () => {
    const pace = createPace(() => 5_000);
    pace.learn(left(50));
    pace.learn({});
    expect(pace.remaining()).toBe(0);
  });

  it('waits for the end of the interval that began when the number was high', () => {
    let now = 1_000;
    const pace = createPace(() => now);
    pace.learn(left(99));
    now = 4_000;
    pace.learn(left(10));
    expect(pace.remaining()).toBe(7_000);
    now = 11_000;
    expect(pace.remaining()).toBe(0);
  });

  it('takes answers that overtake each other for no new interval, and a jump for one', () => {
    let now = 1_000;
    const pace = createPace(() => now);
    pace.learn(left(20));
    now = 2_000;
    pace.learn(left(13));
    pace.learn(left(15));
    pace.learn(left(9));
    expect(pace.remaining()).toBe(9_000);
    now = 11_000;
    pace.learn(left(99));
    now = 12_000;
    pace.learn(left(5));
    expect(pace.remaining()).toBe(9_000);
  });

  it('minds the limit of the key, which others use too', () => {
    const pace = createPace(() => 1_000);
    pace.learn(left(90, 3));
    expect(pace.remaining()).toBe(10_000);
  });
});
