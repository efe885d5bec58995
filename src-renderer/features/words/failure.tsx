import type { ReactNode } from 'react';
import { failureText, failureWords, type Told } from '../../../src-shared/i18n/failure-words.ts';
import { t } from '../../i18n/t.ts';
import { ErrorCard } from '../../ui/error-card.tsx';

interface Props {
  readonly error: Told;
  readonly actions?: ReactNode;
}

/** What ends without a person: the service is asked again by itself. */
const passing: ReadonlySet<string> = new Set(['rate-limited', 'unavailable']);

/** A failure, in the person's language. */
export function Failure({ error, actions }: Props) {
  return (
    <ErrorCard
      message={failureText(error, t)}
      original={failureWords(error, t).inEnglish}
      code={error.code}
      facts={error.facts}
      actions={actions}
      passes={passing.has(error.code)}
    />
  );
}
