import { Plus, Trash2 } from 'lucide-react';
import { mayCommand } from '../../api/rights.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { Failure } from '../words/failure.tsx';
import styles from './builder.module.css';
import { emptyPlace, type PlaceDraft } from './profile-draft.ts';
import type { StepProps } from './step-props.ts';

/** Which lists of which accounts are kept the same. */
export function PlacesStep({ editor, errors }: StepProps) {
  const { draft, change, connections } = editor;
  const { places } = draft;
  const set = (key: string, part: Partial<PlaceDraft>) =>
    change({ places: places.map((place) => (place.key === key ? { ...place, ...part } : place)) });
  return (
    <>
      {connections.length === 0 && (
        <p className={cx(styles.hint)}>
          {t('profiles.places.noConnection')}{' '}
          {mayCommand('connections.add') && (
            <a href={routeHref({ kind: 'connections', adding: true })}>{t('profiles.places.connect')}</a>
          )}
        </p>
      )}
      <div className={cx(styles.pair)}>
        {places.map((place, index) => (
          <Card
            key={place.key}
            title={t('profiles.places.title', { number: index + 1 })}
            actions={
              places.length > 1 && (
                <IconButton
                  label={t('profiles.places.remove', { number: index + 1 })}
                  icon={Trash2}
                  onPress={() => change({ places: places.filter((other) => other.key !== place.key) })}
                />
              )
            }
          >
            <PlaceForm
              place={place}
              errors={errors}
              connections={connections}
              onChange={(part) => set(place.key, part)}
            />
          </Card>
        ))}
      </div>
      <div className={cx(styles.line)}>
        <Button
          variant="ghost"
          icon={Plus}
          onPress={() => change({ places: [...places, emptyPlace(nextKey(places))] })}
        >
          {t('profiles.places.add')}
        </Button>
        {places.length === 1 && <p>{t('profiles.places.one')}</p>}
      </div>
    </>
  );
}

interface PlaceProps extends Pick<StepProps, 'errors'> {
  readonly place: PlaceDraft;
  readonly connections: readonly string[];
  readonly onChange: (part: Partial<PlaceDraft>) => void;
}

function PlaceForm({ place, errors, connections, onChange }: PlaceProps) {
  const containers = useQuery('connections.containers', place.connection === null ? null : { name: place.connection });
  const options = containers.value?.map(({ id, name, writable }) => ({
    value: id,
    label: writable ? name : t('profiles.places.readOnly', { name }),
  }));
  const isLoading = place.connection !== null && containers.loading && !options;
  return (
    <>
      <SelectField
        label={t('profiles.places.connection')}
        options={connections.map((name) => ({ value: name, label: name }))}
        value={place.connection}
        onChange={(connection) => onChange({ connection, container: null, mapping: {} })}
        error={errors[`${place.key}.connection`]}
      />
      <ComboField
        // A new list of options is a new field: its text has to be looked up again.
        key={`${place.connection} ${options?.length}`}
        label={t('profiles.places.container')}
        options={options ?? []}
        value={place.container}
        onChange={(container) => onChange({ container, mapping: {} })}
        isDisabled={place.connection === null || isLoading}
        placeholder={isLoading ? t('profiles.places.asking') : ''}
        error={errors[`${place.key}.container`]}
      />
      {containers.error && <Failure error={containers.error} />}
    </>
  );
}

function nextKey(places: readonly PlaceDraft[]): string {
  const numbers = places.map(({ key }) => Number(key.replace('place-', '')));
  return `place-${Math.max(-1, ...numbers) + 1}`;
}
