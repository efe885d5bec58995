import { causeOf } from './cause-of.ts';
import type { Key } from './en/index.ts';
import type { Translate } from './translate.ts';

/** An error, a problem or a refusal, as the core tells it. */
export interface Told {
  readonly code: string;
  /** In English, with the names of what it is about. */
  readonly message: string;
  readonly field?: string | null;
  readonly facts?: Readonly<Record<string, string | number | boolean | null>> | undefined;
}

export interface FailureWords {
  readonly what: string;
  /** What to do. Null: it is said already. */
  readonly help: string | null;
  /** The core's own sentence, for the names in it. Null: it is said already. */
  readonly inEnglish: string | null;
}

/**
 * A failure in the reader's language. The core's sentence is the more exact one, and English; who reads another language gets
 * the words of the cause first.
 */
export function failureWords({ code, message, field = null, facts = {} }: Told, t: Translate<Key>): FailureWords {
  if (t.locale.startsWith('en')) return { what: message, help: null, inEnglish: null };
  const cause = causeOf({ code, field, facts }, (known) => t.has(`causes.${known}.do`));
  return { what: t(`causes.${cause}`), help: t(`causes.${cause}.do`), inEnglish: message };
}

export function failureText(told: Told, t: Translate<Key>): string {
  const { what, help } = failureWords(told, t);
  return help === null ? what : t('words.failure', { what, help });
}
