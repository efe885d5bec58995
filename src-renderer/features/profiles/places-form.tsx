import { Plus, Trash2 } from 'lucide-react';
import { useQuery } from '../../stores/query-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { directionChoices } from './choices.ts';
import { MappingForm } from './mapping-form.tsx';
import styles from './places-form.module.css';
import { type DraftErrors, emptyPlace, type PlaceDraft, type ProfileDraft } from './profile-draft.ts';

interface Props {
  readonly draft: ProfileDraft;
  readonly errors: DraftErrors;
  readonly onChange: (part: Partial<ProfileDraft>) => void;
  readonly connections: readonly string[];
}

const ordinals = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth'];

export function PlacesForm({ draft, errors, onChange, connections }: Props) {
  const { places } = draft;
  const set = (key: string, part: Partial<PlaceDraft>) =>
    onChange({ places: places.map((place) => (place.key === key ? { ...place, ...part } : place)) });
  return (
    <>
      {places.map((place, index) => (
        <Card
          key={place.key}
          title={`${ordinals[index] ?? `${index + 1}th`} place`}
          actions={
            places.length > 1 && (
              <IconButton
                label={`Remove ${(ordinals[index] ?? '').toLowerCase()} place`}
                icon={Trash2}
                onPress={() => onChange({ places: places.filter((other) => other.key !== place.key) })}
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
      <div className={cx(styles.add)}>
        <Button
          variant="ghost"
          icon={Plus}
          onPress={() => onChange({ places: [...places, emptyPlace(nextKey(places))] })}
        >
          Add a place
        </Button>
        {places.length === 1 && <p>With one place, its tasks are kept the same with this device.</p>}
      </div>
    </>
  );
}

interface PlaceProps {
  readonly place: PlaceDraft;
  readonly errors: DraftErrors;
  readonly connections: readonly string[];
  readonly onChange: (part: Partial<PlaceDraft>) => void;
}

function PlaceForm({ place, errors, connections, onChange }: PlaceProps) {
  const containers = useQuery('connections.containers', place.connection === null ? null : { name: place.connection });
  const options = containers.value?.map(({ id, name, writable }) => ({
    value: id,
    label: writable ? name : `${name} (read-only)`,
  }));
  const isLoading = place.connection !== null && containers.loading && !options;
  return (
    <>
      <div className={cx(styles.pair)}>
        <SelectField
          label="Connection"
          options={connections.map((name) => ({ value: name, label: name }))}
          value={place.connection}
          onChange={(connection) => onChange({ connection, container: null, mapping: {} })}
          error={errors[`${place.key}.connection`]}
        />
        <ComboField
          // A new list of options is a new field: its text has to be looked up again.
          key={`${place.connection} ${options?.length}`}
          label="Project or list"
          options={options ?? []}
          value={place.container}
          onChange={(container) => onChange({ container, mapping: {} })}
          isDisabled={place.connection === null || isLoading}
          placeholder={isLoading ? 'Asking the service…' : ''}
          error={errors[`${place.key}.container`]}
        />
      </div>
      {containers.error && (
        <ErrorCard message={containers.error.message} code={containers.error.code} facts={containers.error.facts} />
      )}
      <ChoiceField
        label="Direction"
        layout="row"
        choices={directionChoices.map(({ value, label }) => ({ value, label }))}
        value={place.direction}
        onChange={(direction) => onChange({ direction })}
      />
      <p className={cx(styles.help)}>{directionChoices.find(({ value }) => value === place.direction)?.description}</p>
      {place.connection !== null && place.container !== null && (
        <MappingForm
          connection={place.connection}
          container={place.container}
          mapping={place.mapping}
          onChange={(mapping) => onChange({ mapping })}
        />
      )}
    </>
  );
}

function nextKey(places: readonly PlaceDraft[]): string {
  const numbers = places.map(({ key }) => Number(key.replace('place-', '')));
  return `place-${Math.max(-1, ...numbers) + 1}`;
}
