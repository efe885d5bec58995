import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Failure } from '../words/failure.tsx';
import styles from './draft-bar.module.css';
import type { DraftEditor } from './use-draft.ts';

/** Changes that are not saved, and the two ways on. */
export function DraftBar({ editor }: { readonly editor: DraftEditor }) {
  const { isChanged, errors, call, discard, save } = editor;
  const [wrong] = Object.values(errors);
  if (!isChanged) return null;
  return (
    <>
      {call.error && <Failure error={call.error} />}
      <div className={cx(styles.bar)} role="status">
        <span>{wrong ?? t('profiles.draft.changed')}</span>
        <span className={cx(styles.buttons)}>
          <Button onPress={discard}>{t('profiles.draft.discard')}</Button>
          <Button variant="primary" isDisabled={call.busy || wrong !== undefined} onPress={() => void save()}>
            {t('profiles.saveAndPreview')}
          </Button>
        </span>
      </div>
    </>
  );
}
