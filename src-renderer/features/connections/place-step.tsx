import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { goTo } from '../../stores/route-store.ts';
import { addPlace, endSetup, useSetup } from '../../stores/setup-store.ts';
import { Button } from '../../ui/button.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { startDraft } from '../profiles/start-draft.ts';
import styles from './connection-form.module.css';

interface Props {
  /** Of the connection, which is saved and works. */
  readonly name: string;
  /** To the next service. */
  readonly onAnother: () => void;
  readonly onClose: () => void;
}

/** Which of its lists is meant; with two of them known, the profile begins with both. */
export function PlaceStep({ name, onAnother, onClose }: Props) {
  const { value: containers, error } = useQuery('connections.containers', { name });
  const before = useSetup(({ places }) => places);
  const [container, setContainer] = useState<string | null>(null);
  const only = containers?.length === 1 ? (containers[0]?.id ?? null) : null;
  const chosen = container ?? only;
  const places = before.filter(({ connection }) => connection !== name);
  const isSecond = places.length > 0;

  function goOn(): void {
    if (chosen === null) return;
    const place = { connection: name, container: chosen };
    if (!isSecond) {
      addPlace(place);
      onAnother();
      return;
    }
    endSetup();
    startDraft([...places, place]);
    goTo({ kind: 'new-profile' });
  }

  return (
    <div className={cx(styles.form)}>
      <p role="status">{t('connections.connected', { name })}</p>
      {error && <ErrorCard message={error.message} code={error.code} facts={error.facts} />}
      {!containers && !error && <Skeleton rows={2} />}
      {containers && (
        <ComboField
          label={t('connections.container')}
          description={t(isSecond ? 'connections.containerSecond' : 'connections.containerFirst')}
          options={containers.map(({ id, name: label }) => ({ value: id, label }))}
          value={chosen}
          onChange={setContainer}
        />
      )}
      <footer className={cx(styles.actions)}>
        <Button onPress={onClose}>{t('connections.done')}</Button>
        <Button variant="primary" isDisabled={chosen === null} onPress={goOn}>
          {t(isSecond ? 'connections.toProfile' : 'connections.another')}
        </Button>
      </footer>
    </div>
  );
}
