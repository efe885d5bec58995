import { Pencil } from 'lucide-react';
import { Button, IconButton } from '../../../../src-renderer/ui/button.tsx';
import { Card } from '../../../../src-renderer/ui/card.tsx';
import { Dialog } from '../../../../src-renderer/ui/dialog.tsx';
import { ListDetail } from '../../../../src-renderer/ui/list-detail.tsx';
import { Page } from '../../../../src-renderer/ui/page.tsx';
import { Tabs } from '../../../../src-renderer/ui/tabs.tsx';
import { TextField } from '../../../../src-renderer/ui/text-field.tsx';
import { longWords, rightToLeft, say, unbroken } from '../words.ts';
import type { Looks } from './all.tsx';
import { nothing } from './kept.tsx';

const sentence = <p>{say('50 pairs matched, 0 only in Redmine, 0 only in Team calendar.')}</p>;

const list = (
  <ul>
    {['Web team', 'Home', rightToLeft].map((name) => (
      <li key={name} dir="auto">
        {say(name)}
      </li>
    ))}
  </ul>
);

function pair(detail: boolean) {
  return (
    <ListDetail
      list={list}
      listLabel={say('Runs')}
      detail={detail && sentence}
      detailLabel={say('Run')}
      placeholder={say('Choose a run to see what it changed.')}
      back={{ label: say('All runs'), href: '#' }}
    />
  );
}

function tabs(words: (text: string) => string = say) {
  const entries = ['Overview', 'Fields', 'Filters and rules', 'Schedule'];
  return (
    <Tabs
      label={say('Profile')}
      tabs={entries.map((name) => ({ id: name, label: words(name), content: <p>{words(name)}</p> }))}
    />
  );
}

const actions = (
  <>
    <Button variant="ghost">{say('Cancel')}</Button>
    <Button variant="primary">{say('Save')}</Button>
  </>
);

export const surfaces: Looks<'card' | 'dialog' | 'list-detail' | 'page' | 'tabs'> = {
  card: {
    'with title': (
      <Card title={say('Changes')} actions={<IconButton label={say('Rename')} icon={Pencil} />}>
        {sentence}
      </Card>
    ),
    plain: <Card>{sentence}</Card>,
    long: (
      <Card title={unbroken} actions={<Button>{say(longWords)}</Button>}>
        {sentence}
      </Card>
    ),
  },
  dialog: {
    open: (
      <Dialog title={say('Rename Redmine')} isOpen onClose={nothing} actions={actions}>
        <TextField label={say('Name')} defaultValue={say('Redmine')} />
      </Dialog>
    ),
    'alert open': (
      <Dialog
        title={say('Delete 4 tasks in Redmine?')}
        role="alertdialog"
        isOpen
        onClose={nothing}
        actions={
          <>
            <Button>{say('Keep them')}</Button>
            <Button variant="danger">{say('Delete 4 tasks in Redmine')}</Button>
          </>
        }
      >
        <p>{say('They go into the Bin here. Redmine does not give them back.')}</p>
      </Dialog>
    ),
    'long open': (
      <Dialog title={`${say(longWords)} ${unbroken}`} isOpen onClose={nothing} wide actions={actions}>
        {Array.from({ length: 24 }, (_, index) => `${index + 1}`).map((number) => (
          <p key={number}>
            {number}. {say(longWords)}
          </p>
        ))}
      </Dialog>
    ),
  },
  'list-detail': { 'nothing chosen': pair(false), chosen: pair(true) },
  page: {
    read: (
      <Page title={say('Notifications')} aside={say('2 new')} actions={actions}>
        {sentence}
      </Page>
    ),
    fill: (
      <Page title={say('Conflicts')} layout="fill" back={{ label: say('Profiles'), href: '#' }}>
        {sentence}
      </Page>
    ),
    long: (
      <Page title={unbroken} aside={say(longWords)} actions={actions} back={{ label: say('Profiles'), href: '#' }}>
        {sentence}
      </Page>
    ),
  },
  tabs: {
    plain: tabs(),
    hover: tabs(),
    focus: tabs(),
    long: tabs((text) => `${say(text)} ${say('and everything that belongs to it')}`),
  },
};
