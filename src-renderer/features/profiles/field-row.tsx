import { ArrowLeft, ArrowLeftRight, ArrowRight, Minus, Settings2, SquareFunction } from 'lucide-react';
import { useState } from 'react';
import type { ProfileTrialView } from '../../../src-shared/api/views.ts';
import {
  type FieldArrow,
  type FieldPair,
  type FieldSide,
  type LooseFields,
  type Mappings,
  shapeOf,
  withArrow,
  withRemote,
} from '../../../src-shared/sync/field-pairs.ts';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { fieldName } from '../words/field-text.ts';
import { here } from './field-edit.ts';
import { FieldHealth } from './field-health.tsx';
import { fieldOptions } from './field-options.ts';
import styles from './field-table.module.css';
import { PeopleDialog } from './people-dialog.tsx';
import { SampleText } from './sample-text.tsx';
import { TransformDialog } from './transform-dialog.tsx';
import type { DraftEditor } from './use-draft.ts';
import type { Trial } from './use-trial.ts';
import { ValuesDialog } from './values-dialog.tsx';

export interface FieldRowProps {
  readonly pair: FieldPair;
  readonly left: FieldSide;
  readonly right: FieldSide;
  readonly leftName: string;
  readonly rightName: string;
  /** Keys of the places, and their names in the profile. */
  readonly keys: readonly [string, string];
  readonly endpoints: readonly [string, string];
  readonly loose: LooseFields;
  readonly isAuto: boolean;
  readonly tried: ProfileTrialView['pairs'][number]['fields'][number] | undefined;
  readonly editor: DraftEditor;
  readonly trial: Trial;
  readonly onChange: (mappings: Mappings) => void;
}

const icons = { both: ArrowLeftRight, right: ArrowRight, left: ArrowLeft, off: Minus };

export function FieldRow(props: FieldRowProps) {
  const { pair, left, right, leftName, rightName, isAuto, tried, editor, onChange } = props;
  const [open, setOpen] = useState<'values' | 'people' | 'transform' | null>(null);
  const { field, arrow, choices } = pair;
  const name = fieldName(field);
  const next = choices[(choices.indexOf(arrow) + 1) % Math.max(1, choices.length)] ?? arrow;
  const turn = () => choices.length > 1 && onChange(withArrow(left, right, field, next));
  const values = hasChoices(pair, left) || hasChoices(pair, right);
  const isPeople = field === 'assignees';
  const close = () => setOpen(null);
  return (
    <tr
      className={cx(arrow === 'off' && styles.off)}
      onKeyDown={(event) => {
        const isTyping = event.target instanceof HTMLInputElement;
        if (event.key.toLowerCase() !== 'd' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        turn();
      }}
    >
      <th scope="row" data-label={leftName}>
        <SideField {...props} side="left" />
      </th>
      <td className={cx(styles.arrow)}>
        <IconButton
          label={t('profiles.fields.arrowLabel', { field: name, direction: arrowText(arrow, leftName, rightName) })}
          icon={icons[arrow]}
          onPress={turn}
          isDisabled={choices.length < 2}
        />
      </td>
      <td data-label={rightName}>
        <SideField {...props} side="right" />
      </td>
      <td>
        <span className={cx(styles.tools)}>
          {values && !isPeople && (
            <IconButton
              label={t('profiles.fields.values', { field: name })}
              icon={Settings2}
              onPress={() => setOpen('values')}
            />
          )}
          {isPeople && (
            <IconButton label={t('profiles.fields.people')} icon={Settings2} onPress={() => setOpen('people')} />
          )}
          {field !== 'parent' && (
            <IconButton
              label={t('profiles.fields.transform', { field: name })}
              icon={SquareFunction}
              onPress={() => setOpen('transform')}
            />
          )}
        </span>
      </td>
      <td data-label={t('profiles.fields.onTask')}>
        <SampleText field={field} arrow={arrow} tried={tried} />
      </td>
      <td data-label={t('profiles.fields.health')}>
        <FieldHealth pair={pair} tried={tried} leftName={leftName} rightName={rightName} />
        {isAuto && arrow !== 'off' && <span className={cx(styles.auto)}>{t('profiles.fields.auto')}</span>}
        {open === 'values' && <ValuesDialog {...props} onClose={close} />}
        {open === 'people' && <PeopleDialog editor={editor} trial={props.trial} onClose={close} />}
        {open === 'transform' && (
          <TransformDialog editor={editor} field={field} endpoints={props.endpoints} onClose={close} />
        )}
      </td>
    </tr>
  );
}

function SideField({ side, ...props }: FieldRowProps & { readonly side: 'left' | 'right' }) {
  const { pair, loose, onChange } = props;
  const [own, other] = side === 'left' ? [props.left, props.right] : [props.right, props.left];
  const remote = pair[side];
  const [leftName, rightName] = [props.leftName, props.rightName];
  if (own === here || pair.field === 'title') return <span>{fieldName(remote ?? pair.field)}</span>;
  const otherName = pair[side === 'left' ? 'right' : 'left'] ?? pair.field;
  const facing =
    other === here
      ? { name: pair.field, schema: undefined }
      : { name: otherName, schema: other.schema.fields[otherName] };
  const names = [...new Set([...(remote === null ? [] : [remote]), ...loose[side]])];
  return (
    <SelectField
      label={t('profiles.fields.fieldAt', {
        field: fieldName(pair.field),
        place: side === 'left' ? leftName : rightName,
      })}
      hideLabel
      options={fieldOptions(names, own.schema, facing)}
      value={remote}
      placeholder={t('profiles.fields.notMapped')}
      onChange={(chosen) => {
        const mapping = withRemote(own, pair.field, chosen);
        onChange(
          side === 'left' ? { left: mapping, right: mappingOf(other) } : { left: mappingOf(other), right: mapping },
        );
      }}
    />
  );
}

function mappingOf(side: FieldSide): Mappings['left'] {
  return side === here ? null : side.endpoint.mapping;
}

function hasChoices(pair: FieldPair, side: FieldSide): boolean {
  if (side === here) return false;
  const entry = side.endpoint.mapping[pair.field];
  const name = (entry || undefined)?.field ?? pair.field;
  const schema = side.schema.fields[name];
  return schema?.options !== undefined && shapeOf(name, schema) === 'choice';
}

export function arrowText(arrow: FieldArrow, left: string, right: string): string {
  return t(`profiles.fields.arrow.${arrow}`, { left, right });
}
