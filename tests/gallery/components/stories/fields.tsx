import { CalendarDate, CalendarDateTime, type DateValue } from '@internationalized/date';
import { ComboField } from '../../../../src-renderer/ui/combo-field.tsx';
import { DateField } from '../../../../src-renderer/ui/date-field.tsx';
import { SuggestField } from '../../../../src-renderer/ui/suggest-field.tsx';
import { TagCombo } from '../../../../src-renderer/ui/tag-combo.tsx';
import { TagField } from '../../../../src-renderer/ui/tag-field.tsx';
import { TextField } from '../../../../src-renderer/ui/text-field.tsx';
import { longWords, rightToLeft, say, unbroken } from '../words.ts';
import type { Looks } from './all.tsx';
import { Kept } from './kept.tsx';

const projects = ['Web', 'Backend', 'Marketing', 'Archive'].map((name) => ({ value: name, label: name }));

function combo(value: string | null, rest: { readonly isDisabled?: boolean; readonly error?: string } = {}) {
  return (
    <Kept initial={value}>
      {(chosen, set) => (
        <ComboField label={say('Project or list')} options={projects} value={chosen} onChange={set} {...rest} />
      )}
    </Kept>
  );
}

const day = new CalendarDate(2026, 3, 12);

function date(value: DateValue | null, rest: { readonly hasTime?: boolean; readonly error?: string } = {}) {
  const { hasTime = false, error } = rest;
  return (
    <Kept<DateValue | null> initial={value}>
      {(chosen, set) => <DateField label={say('Due')} value={chosen} hasTime={hasTime} onSave={set} error={error} />}
    </Kept>
  );
}

function suggest(value: string, error?: string) {
  return (
    <Kept initial={value}>
      {(text, set) => (
        <SuggestField
          label={say('Milestone')}
          value={text}
          suggestions={['Spring', 'Summer', 'Autumn', 'Sprint 12']}
          onSave={set}
          error={error}
        />
      )}
    </Kept>
  );
}

function labels(Field: typeof TagField | typeof TagCombo, values: readonly string[]) {
  return (
    <Kept initial={values}>
      {(chosen, set) => (
        <Field
          label={say('Labels')}
          noun={say('label')}
          values={chosen}
          suggestions={['docs', 'design', 'security', 'customer']}
          onChange={set}
        />
      )}
    </Kept>
  );
}

const long = [unbroken, rightToLeft, 'bug', 'customer', 'security', 'later'];

export const fields: Looks<'combo-field' | 'date-field' | 'suggest-field' | 'tag-combo' | 'tag-field' | 'text-field'> =
  {
    'combo-field': {
      empty: combo(null),
      chosen: combo('Web'),
      focus: combo('Web'),
      disabled: combo(null, { isDisabled: true }),
      error: combo('Web', { error: say('Redmine does not let this account see its projects.') }),
      long: (
        <ComboField
          label={say(longWords)}
          description={say(longWords)}
          options={[{ value: 'a', label: unbroken }]}
          value="a"
          onChange={() => {}}
        />
      ),
      open: combo(null),
    },
    'date-field': {
      empty: date(null),
      date: date(day),
      'with time': date(new CalendarDateTime(2026, 3, 12, 15, 30), { hasTime: true }),
      hover: date(day),
      focus: date(day),
      error: date(day, { error: say('Redmine wants it after the start.') }),
      open: date(day),
    },
    'suggest-field': {
      empty: suggest(''),
      filled: suggest('Spring'),
      focus: suggest('Spring'),
      error: suggest('Spring', say('Redmine has no such milestone.')),
      open: suggest(''),
    },
    'tag-combo': {
      empty: labels(TagCombo, []),
      filled: labels(TagCombo, ['docs', 'later']),
      focus: labels(TagCombo, ['docs', 'later']),
      long: labels(TagCombo, long),
      open: labels(TagCombo, ['docs']),
    },
    'tag-field': {
      empty: labels(TagField, []),
      filled: labels(TagField, ['docs', 'later']),
      focus: labels(TagField, ['docs', 'later']),
      long: labels(TagField, long),
    },
    'text-field': {
      empty: <TextField label={say('Name')} placeholder={say('Write in Markdown')} />,
      filled: <TextField label={say('Name')} defaultValue={say('Web team')} />,
      described: <TextField label={say('Name')} description={say('What this connection is called here.')} />,
      lines: <TextField label={say('Notes')} multiline defaultValue={say('Call the shop on Tuesday.')} />,
      focus: <TextField label={say('Name')} defaultValue={say('Web team')} />,
      disabled: <TextField label={say('Name')} defaultValue={say('Web team')} isDisabled />,
      'read only': <TextField label={say('Name')} defaultValue={say('Web team')} isReadOnly />,
      error: <TextField label={say('Name')} defaultValue="" error={say('Give it a name.')} />,
      long: (
        <TextField label={say(longWords)} description={say(longWords)} error={say(longWords)} defaultValue={unbroken} />
      ),
    },
  };
