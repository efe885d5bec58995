import { describe, expect, it } from 'vitest';
import { createPairingDesk } from '../../../../src-main/hosts/web/pairing-desk.ts';

const minute = 60_000;

function deskAt(): { readonly desk: ReturnType<typeof createPairingDesk>; pass(ms: number): void } {
  let now = Date.parse('2026-03-01T09:00:00Z');
  const desk = createPairingDesk({ now: () => now, sleep: async () => undefined });
  return {
    desk,
    pass: (ms) => {
      now += ms;
    },
  };
}

describe('a pairing code', () => {
  it('has eight characters that nobody takes for one another, and is never the same', () => {
    const { desk } = deskAt();
    const codes = Array.from({ length: 50 }, () => desk.make().code);
    for (const code of codes) expect(code).toMatch(/^[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$/);
    expect(new Set(codes).size).toBe(50);
  });

  it('works once, in any way that people type it', () => {
    const { desk } = deskAt();
    const { code } = desk.make();
    expect(desk.redeem(` ${code.toLowerCase().replace('-', ' ')} `)).toBe('paired');
    expect(desk.redeem(code)).toBe('gone');
  });

  it('is over after ten minutes', () => {
    const { desk, pass } = deskAt();
    const first = desk.make();
    expect(first.expiresAt).toBe('2026-03-01T09:10:00.000Z');
    pass(10 * minute - 1);
    expect(desk.redeem('AAAA-AAAA')).toBe('wrong');
    pass(1);
    expect(desk.redeem(first.code)).toBe('gone');
  });

  it('is void after five wrong tries, and when a new one is made', () => {
    const { desk, pass } = deskAt();
    const { code } = desk.make();
    for (let tries = 0; tries < 5; tries++) expect(desk.redeem('')).toBe('wrong');
    expect(desk.redeem(code)).toBe('gone');
    pass(minute);
    const older = desk.make();
    const newer = desk.make();
    expect(desk.redeem(older.code)).toBe('wrong');
    expect(desk.redeem(newer.code)).toBe('paired');
  });

  it('is not even looked at after ten tries in a minute', () => {
    const { desk, pass } = deskAt();
    for (let tries = 0; tries < 10; tries++) desk.redeem('x');
    const { code } = desk.make();
    expect(desk.redeem(code)).toBe('later');
    pass(minute);
    expect(desk.redeem(code)).toBe('paired');
  });
});
