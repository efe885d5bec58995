import { EllipsisVertical } from 'lucide-react';
import type { ReactNode } from 'react';
import type { StatusView, SyncState } from '../../../src-shared/api/views.ts';
import { useLine } from '../../stores/line-store.ts';
import { setTheme, type Theme } from '../../stores/preferences-store.ts';
import { useQuery } from '../../stores/query-store.ts';
import { type Route, routeHref } from '../../stores/routes.ts';
import { IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Menu } from '../../ui/menu.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { plural } from '../words/field-text.ts';
import { stateWords } from '../words/state-words.ts';
import { clockText, momentText } from '../words/time-text.ts';
import styles from './footer.module.css';

/** The one honest status, in the same words as everywhere; a link to where it can be acted on. */
export function Footer({ onHelp }: { readonly onHelp: () => void }) {
  const status = useQuery('status.get', {}).value;
  const line = useLine((state) => state.line);
  return (
    <footer className={cx(styles.footer)}>
      <div role="status" className={cx(styles.status)}>
        {line === 'lost' ? <Lost /> : status && <Sentence status={status} />}
      </div>
      {status && line !== 'lost' && <Numbers status={status} />}
      <div className={cx(styles.more)}>
        <MoreMenu onHelp={onHelp} />
      </div>
    </footer>
  );
}

const themes: readonly (readonly [Theme, string])[] = [
  ['system', 'Theme as the system'],
  ['light', 'Light theme'],
  ['dark', 'Dark theme'],
];

/** On a phone there is no sidebar for these. */
function MoreMenu({ onHelp }: { readonly onHelp: () => void }) {
  return (
    <Menu
      label="More"
      trigger={<IconButton label="More" icon={EllipsisVertical} />}
      groups={[
        { entries: themes.map(([theme, label]) => ({ id: theme, label, onAction: () => setTheme(theme) })) },
        { entries: [{ id: 'help', label: 'Help', onAction: onHelp }] },
      ]}
    />
  );
}

function Lost() {
  return (
    <>
      <StatusGlyph shape="cloud" tone="neutral" />
      <span>Task Sync cannot be reached. Trying again…</span>
    </>
  );
}

function Sentence({ status }: { readonly status: StatusView }) {
  const { shape, tone } = stateWords[status.state];
  const lastRun = status.profiles
    .flatMap((profile) => profile.lastRun ?? [])
    .sort()
    .at(-1);
  return (
    <a className={cx(styles.sentence)} href={routeHref(placeOf(status))}>
      <StatusGlyph shape={shape} tone={tone} />
      <span>
        {status.sentence}
        {status.state === 'in-sync' && lastRun && ` · ${clockText(lastRun)}`}
      </span>
    </a>
  );
}

function Numbers({ status }: { readonly status: StatusView }) {
  const pending = status.profiles.reduce((sum, profile) => sum + profile.pending, 0);
  const next = status.profiles.flatMap((profile) => profile.nextRun ?? []).sort()[0];
  return (
    <div className={cx(styles.numbers)}>
      {pending > 0 && <Fact>{plural(pending, 'change')} waiting to send</Fact>}
      {next && <Fact>Next {momentText(next)}</Fact>}
    </div>
  );
}

function Fact({ children }: { readonly children: ReactNode }) {
  return <span className={cx(styles.number)}>{children}</span>;
}

/** Where the state can be looked into. */
function placeOf(status: StatusView): Route {
  const worst = status.profiles.find((profile) => profile.state === status.state)?.name;
  const places: Partial<Record<SyncState, Route>> = {
    'needs-you': { kind: 'connections', adding: false },
    conflict: { kind: 'conflicts', conflict: null },
    problem: { kind: 'tasks', task: null, search: 'is:problem' },
    waiting: { kind: 'tasks', task: null, search: 'is:waiting' },
    ...(worst ? { held: { kind: 'preview', profile: worst } } : {}),
  };
  return places[status.state] ?? { kind: 'profiles' };
}
