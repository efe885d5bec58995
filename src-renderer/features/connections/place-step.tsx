import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { useQuery } from '../../stores/query-store.ts';
import { goTo } from '../../stores/route-store.ts';
import { addPlace, endSetup, useSetup } from '../../stores/setup-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { cx } from '../../ui/cx.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { saveDraft } from '../profiles/save-draft.ts';
import { startDraft } from '../profiles/start-draft.ts';
import { Failure } from '../words/failure.tsx';
import styles from './connection-form.module.css';

interface Props {
  /** Of the connection, which is saved and works. */
  readonly name: string;
  /** To the next service. */
  readonly onAnother: () => void;
  readonly onClose: () => void;
}

/** Which of its lists is meant; with two of them known there is a profile to preview, with what is usual. */
export function PlaceStep({ name, onAnother, onClose }: Props) {
  const { value: containers, error } = useQuery('connections.containers', { name });
  const profiles = useProfiles().value;
  const saving = useCall();
  const before = useSetup(({ places }) => places);
  const [container, setContainer] = useState<string | null>(null);
  const only = containers?.length === 1 ? (containers[0]?.id ?? null) : null;
  const chosen = container ?? only;
  const places = before.filter(({ connection }) => connection !== name);
  const isSecond = places.length > 0;
  const problem = error ?? saving.error;

  function another(): void {
    if (chosen === null) return;
    addPlace({ connection: name, container: chosen });
    onAnother();
  }

  function draft() {
    const names = profiles?.map((profile) => profile.name) ?? [];
    return startDraft(chosen === null ? places : [...places, { connection: name, container: chosen }], names);
  }

  function toDetails(): void {
    draft();
    endSetup();
    goTo({ kind: 'new-profile' });
  }

  async function toPreview(): Promise<void> {
    if (await saving.run(() => saveDraft(null, draft()))) endSetup();
  }

  return (
    <div className={cx(styles.form)}>
      <p role="status">{t('connections.connected', { name })}</p>
      {problem && <Failure error={problem} />}
      {!containers && !error && <Skeleton rows={2} />}
      {containers && (
        <ComboField
          label={t('connections.container')}
          description={t(isSecond ? 'connections.containerSecond' : 'connections.containerFirst')}
          options={containers.map(({ id, name: label }) => ({ value: id, label }))}
          value={chosen}
          onChange={setContainer}
          autoFocus={only === null}
        />
      )}
      <footer className={cx(styles.actions)}>
        <Button onPress={onClose}>{t('connections.done')}</Button>
        {isSecond ? (
          <>
            <Button isDisabled={chosen === null} onPress={toDetails}>
              {t('connections.toProfile')}
            </Button>
            <Button
              variant="primary"
              isDisabled={chosen === null || !profiles || saving.busy}
              onPress={() => void toPreview()}
            >
              {t('connections.toPreview')}
            </Button>
          </>
        ) : (
          <Button variant="primary" isDisabled={chosen === null} onPress={another}>
            {t('connections.another')}
          </Button>
        )}
      </footer>
    </div>
  );
}
