import { ArrowRight, Repeat } from 'lucide-react';
import { CheckField, SwitchRow } from '../../../../src-renderer/ui/check-field.tsx';
import { ChoiceField } from '../../../../src-renderer/ui/choice-field.tsx';
import { SelectField } from '../../../../src-renderer/ui/select-field.tsx';
import { Tick } from '../../../../src-renderer/ui/tick.tsx';
import { longWords, rightToLeft, say, unbroken } from '../words.ts';
import type { Looks } from './all.tsx';
import { Kept, nothing } from './kept.tsx';

function check(label: string, isSelected: boolean) {
  return (
    <Kept initial={isSelected}>{(value, set) => <CheckField label={label} isSelected={value} onChange={set} />}</Kept>
  );
}

function turn(label: string, isSelected: boolean) {
  return (
    <Kept initial={isSelected}>{(value, set) => <SwitchRow label={label} isSelected={value} onChange={set} />}</Kept>
  );
}

const comments = check(say('Keep comments the same'), true);

function direction(layout: 'list' | 'row', words: (text: string) => string = say) {
  return (
    <Kept initial="both">
      {(value, set) => (
        <ChoiceField
          label={words('Direction')}
          layout={layout}
          value={value}
          onChange={set}
          choices={[
            {
              value: 'both',
              label: words('Both ways'),
              icon: <Repeat size={16} aria-hidden="true" />,
              ...(layout === 'list' ? { description: words('What changes on one side changes on the other.') } : {}),
            },
            {
              value: 'one',
              label: words('One way'),
              icon: <ArrowRight size={16} aria-hidden="true" />,
              ...(layout === 'list' ? { description: words('Nothing is ever written to the first place.') } : {}),
            },
          ]}
        />
      )}
    </Kept>
  );
}

const statuses = [
  { value: 'todo', label: say('To do') },
  { value: 'doing', label: say('Doing') },
  { value: 'review', label: say('Review: Redmine has no such status'), isDisabled: true },
  { value: 'done', label: say('Done') },
] as const;

function select(value: 'todo' | null, rest: { readonly isDisabled?: boolean; readonly error?: string } = {}) {
  return (
    <Kept<string | null> initial={value}>
      {(chosen, set) => (
        <SelectField label={say('Status')} options={statuses} value={chosen} onChange={set} {...rest} />
      )}
    </Kept>
  );
}

export const choices: Looks<'check-field' | 'choice-field' | 'select-field' | 'tick'> = {
  'check-field': {
    off: check(say('Keep comments the same'), false),
    on: comments,
    described: (
      <CheckField
        label={say('Keep comments the same')}
        description={say('Also those that were written before.')}
        isSelected
        onChange={nothing}
      />
    ),
    'switch off': turn(say('On'), false),
    'switch on': turn(say('On'), true),
    hover: comments,
    focus: comments,
    pressed: comments,
    disabled: (
      <>
        <CheckField label={say('Keep comments the same')} isSelected onChange={nothing} isDisabled />
        <CheckField label={say('Keep files the same')} isSelected={false} onChange={nothing} isDisabled />
      </>
    ),
    'switch disabled': (
      <>
        <SwitchRow label={say('Start at login')} isSelected onChange={nothing} isDisabled />
        <SwitchRow label={say('Ask first')} isSelected={false} onChange={nothing} isDisabled />
      </>
    ),
    long: (
      <>
        <CheckField label={say(longWords)} description={say(longWords)} isSelected onChange={nothing} />
        <SwitchRow label={say(longWords)} description={say(longWords)} isSelected onChange={nothing} />
      </>
    ),
  },
  'choice-field': {
    list: direction('list'),
    row: direction('row'),
    hover: direction('row'),
    focus: direction('list'),
    long: direction('list', (text) => `${say(text)} ${say(longWords)}`),
  },
  'select-field': {
    empty: select(null),
    chosen: select('todo'),
    hover: select('todo'),
    focus: select('todo'),
    disabled: select('todo', { isDisabled: true }),
    error: select('todo', { error: say('Redmine does not have this status any more.') }),
    long: (
      <Kept initial="a">
        {(value, set) => (
          <SelectField
            label={say(longWords)}
            description={say(longWords)}
            options={[
              { value: 'a', label: unbroken },
              { value: 'b', label: rightToLeft },
            ]}
            value={value}
            onChange={set}
          />
        )}
      </Kept>
    ),
    open: select('todo'),
  },
  tick: {
    off: <Tick label={say('Select Fix login')} isSelected={false} onChange={nothing} />,
    on: <Tick label={say('Select Fix login')} isSelected onChange={nothing} />,
    hover: <Tick label={say('Select Fix login')} isSelected={false} onChange={nothing} />,
    focus: <Tick label={say('Select Fix login')} isSelected={false} onChange={nothing} />,
  },
};
