import { useEffect, useState } from 'react';
import { VisuallyHidden } from 'react-aria-components';
import { t } from '../../i18n/t.ts';

interface Props {
  readonly until: string;
  /** What is waited for, as it is shown. */
  readonly text: string;
}

const minuteMs = 60_000;

/**
 * Says once that a wait is over in a minute. That it begins and that it is over the footer says; in between a countdown that
 * is read out would never end.
 */
export function LastMinute({ until, text }: Props) {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    setNear(false);
    const wait = Date.parse(until) - Date.now() - minuteMs;
    // A short one has just been said.
    if (wait <= 0) return;
    const timer = setTimeout(() => setNear(true), wait);
    return () => clearTimeout(timer);
  }, [until]);
  return (
    <VisuallyHidden>
      <div role="status">{isNear && t('shell.banner.minute', { sentence: text })}</div>
    </VisuallyHidden>
  );
}
