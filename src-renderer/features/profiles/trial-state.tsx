import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Countdown } from '../words/countdown.tsx';
import { Failure } from '../words/failure.tsx';
import styles from './builder.module.css';
import type { Trial } from './use-trial.ts';

/** What of the places is being read, or could not be; the answers given so far are kept either way. */
export function TrialState({ trial: { reading, errors, goesOnAt, readAgain } }: { readonly trial: Trial }) {
  return (
    <>
      {reading.length > 0 && (
        <p className={cx(styles.reading)} role="status">
          {t('profiles.trial.reading', { places: reading })}
        </p>
      )}
      {errors.slice(0, 1).map((error) => (
        <Failure
          key={error.message}
          error={error}
          actions={
            <>
              <Button onPress={readAgain}>{t('profiles.trial.tryAgain')}</Button>
              {goesOnAt && <Countdown until={goesOnAt} />}
            </>
          }
        />
      ))}
    </>
  );
}
