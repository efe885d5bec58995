import { describe, expect, it } from 'vitest';
import type { RefusalReason } from '../../../src-shared/domain/plan.ts';
import type { UndoSkipReason } from '../../../src-shared/domain/undo.ts';
import { errorCodes } from '../../../src-shared/errors.ts';
import { de } from '../../../src-shared/i18n/de/index.ts';
import { en, type Key } from '../../../src-shared/i18n/en/index.ts';
import { failureText, failureWords } from '../../../src-shared/i18n/failure-words.ts';
import { heldReasons, heldSentence } from '../../../src-shared/i18n/status-sentence.ts';
import { createTranslate } from '../../../src-shared/i18n/translate.ts';

const german = createTranslate<Key>('de-AT', de);
const english = createTranslate<Key>('en-GB', en);
const message = 'There is already a profile “Web”. Choose another name. Nothing was saved.';

/** Every reason why a plan leaves something out; the compiler says when one is missing. */
const reasons: Record<RefusalReason, true> = {
  ...{ 'unmapped-value': true, 'read-only': true, 'too-long': true, 'too-large': true, 'no-place': true },
  ...{ 'not-accepted': true, drift: true, 'ambiguous-match': true, fought: true, 'invalid-value': true },
  ...{ lossy: true, required: true, 'rule-failed': true },
};
const skips: Record<UndoSkipReason, true> = {
  ...{ changed: true, already: true, linked: true, 'no-endpoint': true, unmapped: true, theirs: true, lost: true },
};

describe('a failure is said in the reader’s language', () => {
  it('in English by the core’s own sentence', () => {
    expect(failureWords({ code: 'invalid-input', message }, english)).toEqual({
      ...{ what: message, help: null, inEnglish: null },
    });
    expect(failureText({ code: 'invalid-input', message }, english)).toBe(message);
  });

  it.each([...errorCodes, ...Object.keys(reasons)])(
    'in German by words for %s, with the core’s sentence for the names in it',
    (code) => {
      const { what, help, inEnglish } = failureWords({ code, message }, german);
      expect(what).not.toBe(de['causes.unknown']);
      expect(what).not.toBe('');
      expect(help).toBeTruthy();
      expect(inEnglish).toBe(message);
      expect(failureText({ code, message }, german)).not.toContain(message);
    },
  );

  it('an unknown code has words as well', () => {
    expect(failureWords({ code: 'news', message }, german)).toMatchObject({ what: de['causes.unknown'] });
  });

  it.each(Object.keys(skips))('what an undo leaves alone: %s', (reason) => {
    expect(german.has(`history.skip.${reason}`)).toBe(true);
  });
});

describe('what holds a run', () => {
  const held = {
    brakes: ['This run would delete 12 of 40 tasks in GitHub. Nothing was changed anywhere.'],
    holds: [{ kind: 'mass-delete' as const, what: 'tasks' as const, place: 'GitHub', count: 12, of: 40 }],
  };
  const now = new Date(0);

  it('is the core’s sentence in English, and made from data elsewhere', () => {
    expect(heldReasons(held, { t: english, now })).toEqual(held.brakes);
    expect(heldReasons(held, { t: german, now })).toEqual([
      'Angehalten: Der Lauf würde 12 von 40 Aufgaben in GitHub löschen.',
    ]);
  });

  it('ends a run in one language', () => {
    expect(heldSentence(held, { t: english, now })).toBe(`Held: ${held.brakes[0]} Nothing was written.`);
    expect(heldSentence(held, { t: german, now })).toBe(
      'Angehalten: Der Lauf würde 12 von 40 Aufgaben in GitHub löschen. Nichts wurde geschrieben.',
    );
  });
});
