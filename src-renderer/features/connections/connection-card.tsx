import { Ellipsis, KeyRound, Lock, LockOpen, Pencil, PlugZap, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionTest, ConnectionView } from '../../../src-shared/api/views.ts';
import { failureText } from '../../../src-shared/i18n/failure-words.ts';
import { client } from '../../api/client.ts';
import { mayCommand } from '../../api/rights.ts';
import { rich } from '../../i18n/rich.tsx';
import { locale, t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { showToast } from '../../stores/toast-store.ts';
import { remember } from '../../stores/undo-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import { LetterTile } from '../../ui/letter-tile.tsx';
import { Menu } from '../../ui/menu.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { Failure } from '../words/failure.tsx';
import { momentText } from '../words/time-text.ts';
import { BudgetGauge } from './budget-gauge.tsx';
import styles from './connection-card.module.css';
import { connectionWords } from './connection-words.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { SignInDialog } from './sign-in-dialog.tsx';
import { TestChecklist } from './test-checklist.tsx';
import { useConnectionTest } from './use-connection-test.ts';

interface Props {
  readonly connection: ConnectionView;
  /** The service's name, e.g. Redmine. */
  readonly service: string;
  /** The page cannot reach its host. */
  readonly isOffline: boolean;
}

type Asking = 'sign-in' | 'rename' | 'remove' | null;

const mayChange = mayCommand('connections.change');

export function ConnectionCard({ connection, service, isOffline }: Props) {
  const [asking, setAsking] = useState<Asking>(null);
  const tester = useConnectionTest();
  const change = useCall();
  const { name, url, username, readOnly = false, state, trouble, budget } = connection;
  const words = connectionWords[state];
  const error = tester.error ?? change.error;
  const mayOnlyRead = tester.test?.readOnlyHelps === true && !readOnly;
  const runTest = () => void tester.run((attempt) => client.call('connections.test', { name, attempt }));
  const showTest = (test: ConnectionTest) => void tester.run(async () => test);

  const setReadOnly = (value: boolean) =>
    void change.run(async () => {
      const put = (next: boolean) => client.call('connections.change', { name, readOnly: next }).then(() => undefined);
      await put(value);
      const label = t(value ? 'connections.nowReadOnly' : 'connections.nowWrites', { name });
      remember({ label, undo: () => put(!value), redo: () => put(value) });
      showToast(label);
    });

  return (
    <li className={cx(styles.card)}>
      <header className={cx(styles.head)}>
        <LetterTile name={service} />
        <div className={cx(styles.words)}>
          <h2 className={cx(styles.name)} dir="auto">
            {name}
          </h2>
          <p className={cx(styles.meta)} dir="auto">
            {[service, username].filter(Boolean).join(' · ')}
          </p>
        </div>
        {readOnly && <Chip>{t('connections.readsOnly')}</Chip>}
      </header>
      <p className={cx(styles.state)}>
        <StatusGlyph shape={words.shape} tone={words.tone} />
        {words.label}
      </p>
      {url && <p className={cx(styles.url)}>{url}</p>}
      {trouble && (
        <p className={cx(styles.notice)}>
          <span>{failureText({ ...trouble, code: trouble.code ?? 'unknown' }, t)}</span>{' '}
          <span>{t('connections.since', { time: momentText(trouble.since) })}</span>
        </p>
      )}
      <UsedBy profiles={connection.profiles} />
      {budget && <BudgetGauge budget={budget} />}
      {error && <Failure error={error} />}
      {tester.lines && <TestChecklist lines={tester.lines} />}
      {mayOnlyRead && (
        <div className={cx(styles.offer)}>
          <p>{t('connections.onlyReads')}</p>
          <Button onPress={() => setReadOnly(true)}>{t('connections.useReadOnly')}</Button>
        </div>
      )}
      <footer className={cx(styles.actions)}>
        {tester.isRunning ? (
          <Button onPress={tester.cancel}>{t('connections.cancelTest')}</Button>
        ) : (
          <Button
            icon={PlugZap}
            onPress={runTest}
            isDisabled={isOffline}
            aria-label={t(tester.test ? 'connections.testAgainName' : 'connections.testName', { name })}
          >
            {t(tester.test ? 'connections.testAgain' : 'connections.test')}
          </Button>
        )}
        {mayChange && (
          <>
            <Button
              variant={state === 'needs-sign-in' ? 'primary' : 'ghost'}
              icon={KeyRound}
              isDisabled={isOffline}
              onPress={() => setAsking('sign-in')}
              aria-label={t('connections.signInAgainTo', { name })}
            >
              {t('connections.signInAgain')}
            </Button>
            <Menu
              label={t('connections.moreFor', { name })}
              trigger={<IconButton label={t('connections.moreFor', { name })} icon={Ellipsis} />}
              groups={[
                {
                  entries: [
                    { id: 'rename', label: t('connections.rename'), icon: Pencil, onAction: () => setAsking('rename') },
                    {
                      id: 'read-only',
                      label: t(readOnly ? 'connections.letWrite' : 'connections.letOnlyRead'),
                      icon: readOnly ? LockOpen : Lock,
                      onAction: () => setReadOnly(!readOnly),
                    },
                  ],
                },
                {
                  entries: [
                    {
                      id: 'remove',
                      label: t('connections.remove'),
                      icon: Trash2,
                      danger: true,
                      onAction: () => setAsking('remove'),
                    },
                  ],
                },
              ]}
            />
          </>
        )}
      </footer>
      <SignInDialog
        {...{ connection, service }}
        isOpen={asking === 'sign-in'}
        onClose={() => setAsking(null)}
        onTested={showTest}
      />
      <RenameDialog connection={connection} isOpen={asking === 'rename'} onClose={() => setAsking(null)} />
      <RemoveDialog connection={connection} isOpen={asking === 'remove'} onClose={() => setAsking(null)} />
    </li>
  );
}

const list = new Intl.ListFormat(locale, { type: 'conjunction' });

function UsedBy({ profiles }: { readonly profiles: readonly string[] }) {
  if (profiles.length === 0) return <p className={cx(styles.meta)}>{t('connections.unused')}</p>;
  const links = list.formatToParts(profiles).map(({ type, value }, at) =>
    type === 'element' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence; they have no other name
      <a key={at} href={routeHref({ kind: 'profile', profile: value })} dir="auto">
        {value}
      </a>
    ) : (
      value
    ),
  );
  return <p className={cx(styles.meta)}>{rich('connections.usedBy', { profiles: <span>{links}</span> })}</p>;
}
