import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { fieldName } from '../words/field-text.ts';
import { here } from './field-edit.ts';
import { RuleTrial } from './rule-trial.tsx';
import { transformOf, withTransform } from './transform-edit.ts';
import type { DraftEditor } from './use-draft.ts';

interface Props {
  readonly editor: DraftEditor;
  readonly field: string;
  readonly endpoints: readonly [string, string];
  readonly onClose: () => void;
}

/** A text with expressions that a field goes through on its way to a place: a rule of one line. */
export function TransformDialog({ editor: { draft, change }, field, endpoints, onClose }: Props) {
  const places = endpoints.filter((name) => name !== here);
  return (
    <Dialog
      title={t('profiles.transform.title', { field: fieldName(field) })}
      isOpen
      onClose={onClose}
      wide
      actions={<Button onPress={onClose}>{t('profiles.close')}</Button>}
    >
      <p>{t('profiles.transform.help', { example: `{{upper(${field})}}` })}</p>
      {places.map((place) => (
        <div key={place}>
          <TextField
            label={t('profiles.transform.to', { place })}
            value={transformOf(draft.rules, field, place) ?? ''}
            onChange={(text) => change({ rules: withTransform(draft.rules, field, place, text) })}
            placeholder={`{{${field}}}`}
            spellCheck="false"
          />
          {transformOf(draft.rules, field, place) !== null && (
            <RuleTrial draft={draft} endpoint={place} direction="out" />
          )}
        </div>
      ))}
    </Dialog>
  );
}
