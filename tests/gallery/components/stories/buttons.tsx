import { Copy, Ellipsis, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { Button, IconButton, LinkButton } from '../../../../src-renderer/ui/button.tsx';
import { Chip, RemovableChip } from '../../../../src-renderer/ui/chip.tsx';
import { Hint, HintedElement } from '../../../../src-renderer/ui/hint.tsx';
import { Menu } from '../../../../src-renderer/ui/menu.tsx';
import { longWords, rightToLeft, say, unbroken } from '../words.ts';
import type { Looks } from './all.tsx';
import { nothing } from './kept.tsx';

const sync = <Button icon={RefreshCw}>{say('Sync now')}</Button>;

const label = (
  <RemovableChip removeLabel={say('Remove label docs')} onRemove={nothing}>
    docs
  </RemovableChip>
);

const more = (
  <Menu
    label={say('More for Web team')}
    trigger={<IconButton label={say('More for Web team')} icon={Ellipsis} />}
    groups={[
      {
        title: say('Order'),
        entries: [
          { id: 'due', label: say('Due'), isChosen: true, onAction: nothing },
          { id: 'title', label: say('Title'), isChosen: false, onAction: nothing },
        ],
      },
      {
        entries: [
          { id: 'rename', label: say('Rename'), icon: Pencil, onAction: nothing },
          { id: 'copy', label: say(longWords), icon: Copy, onAction: nothing },
        ],
      },
      { entries: [{ id: 'remove', label: say('Remove'), icon: Trash2, danger: true, onAction: nothing }] },
    ]}
  />
);

export const buttons: Looks<'button' | 'chip' | 'hint' | 'menu'> = {
  button: {
    secondary: <Button>{say('Preview')}</Button>,
    primary: <Button variant="primary">{say('Apply 20 changes')}</Button>,
    ghost: <Button variant="ghost">{say('Cancel')}</Button>,
    danger: <Button variant="danger">{say('Delete 4 tasks in Redmine')}</Button>,
    'with icon': sync,
    'only icon': <IconButton label={say('Rename')} icon={Pencil} />,
    link: (
      <LinkButton href="#" variant="primary">
        {say('Decide')}
      </LinkButton>
    ),
    hover: sync,
    focus: sync,
    pressed: sync,
    disabled: (
      <>
        <Button isDisabled>{say('Preview')}</Button>
        <Button variant="primary" isDisabled>
          {say('Apply')}
        </Button>
        <Button variant="ghost" icon={RefreshCw} isDisabled>
          {say('Cancel')}
        </Button>
        <Button variant="danger" isDisabled>
          {say('Delete')}
        </Button>
        <IconButton label={say('Rename')} icon={Pencil} isDisabled />
      </>
    ),
    long: (
      <>
        <Button icon={RefreshCw}>{say(longWords)}</Button>
        <Button variant="primary">{unbroken}</Button>
      </>
    ),
  },
  chip: {
    plain: <Chip>{say('Only reads')}</Chip>,
    removable: label,
    hover: label,
    focus: label,
    long: (
      <>
        <Chip>{say(longWords)}</Chip>
        <RemovableChip removeLabel={say('Remove the label')} onRemove={nothing}>
          {unbroken}
        </RemovableChip>
        <RemovableChip removeLabel={say('Remove the other label')} onRemove={nothing}>
          {rightToLeft}
        </RemovableChip>
      </>
    ),
  },
  hint: {
    open: (
      <>
        <Hint text={say(longWords)}>
          <Button>{say('Sync now')}</Button>
        </Hint>
        <HintedElement text={say('Opens a new window')}>
          <a href="#hint--open">{say('Redmine')}</a>
        </HintedElement>
      </>
    ),
  },
  menu: { closed: more, open: more },
};
