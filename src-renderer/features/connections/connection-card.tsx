import { KeyRound, PlugZap, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionTest, ConnectionView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { LetterTile } from '../../ui/letter-tile.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import styles from './connection-card.module.css';
import { SignInDialog } from './sign-in-dialog.tsx';
import { TestChecklist } from './test-checklist.tsx';

interface Props {
  readonly connection: ConnectionView;
  /** The service's name, e.g. Redmine. */
  readonly service: string;
}

export function ConnectionCard({ connection, service }: Props) {
  const [test, setTest] = useState<ConnectionTest | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const [isSigningIn, setSigningIn] = useState(false);
  const command = useCall();
  const { name, url, username, profiles } = connection;
  const runTest = () =>
    void command.run(async () => {
      setTest(null);
      setTest(await client.call('connections.test', { name }));
    });
  return (
    <li className={cx(styles.card)}>
      <header className={cx(styles.head)}>
        <LetterTile name={service} />
        <div className={cx(styles.words)}>
          <h2 className={cx(styles.name)}>{name}</h2>
          <p className={cx(styles.meta)}>{[service, username].filter(Boolean).join(' · ')}</p>
        </div>
      </header>
      {url && <p className={cx(styles.url)}>{url}</p>}
      <SignInNotice profiles={profiles} />
      <p className={cx(styles.meta)}>
        {profiles.length === 0 ? (
          'Not used by a profile yet'
        ) : (
          <>
            Used by{' '}
            {profiles.map((profile, index) => (
              <span key={profile}>
                {index > 0 && ', '}
                <a href={routeHref({ kind: 'profile', profile })}>{profile}</a>
              </span>
            ))}
          </>
        )}
      </p>
      {command.error && (
        <ErrorCard message={command.error.message} code={command.error.code} facts={command.error.facts} />
      )}
      {(command.busy || test) && <TestChecklist test={test} />}
      <footer className={cx(styles.actions)}>
        <Button
          icon={PlugZap}
          onPress={runTest}
          isDisabled={command.busy}
          aria-label={`${test ? 'Test again' : 'Test'} ${name}`}
        >
          {test ? 'Test again' : 'Test'}
        </Button>
        <Button
          variant="ghost"
          icon={KeyRound}
          onPress={() => setSigningIn(true)}
          aria-label={`Sign in again to ${name}`}
        >
          Sign in again
        </Button>
        <Button variant="ghost" icon={Trash2} onPress={() => setRemoving(true)} aria-label={`Remove ${name}`}>
          Remove
        </Button>
      </footer>
      <SignInDialog name={name} isOpen={isSigningIn} onClose={() => setSigningIn(false)} onTested={setTest} />
      <RemoveDialog connection={connection} isOpen={isRemoving} onClose={() => setRemoving(false)} />
    </li>
  );
}

/** A connection has no state of its own; that it needs a sign-in shows in the profiles that use it. */
function SignInNotice({ profiles }: { readonly profiles: readonly string[] }) {
  const status = useQuery('status.get', {}).value;
  const affected = status?.profiles.find(({ name, state }) => state === 'needs-you' && profiles.includes(name));
  if (!affected) return null;
  return (
    <p className={cx(styles.notice)}>
      <StatusGlyph shape="triangle" tone="warning" />
      <span>
        {affected.name}: {affected.sentence} Sign in again, or let Test tell which step fails.
      </span>
    </p>
  );
}

interface RemoveProps {
  readonly connection: ConnectionView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** A connection that profiles use cannot be taken from under them; which ones they are is said instead. */
function RemoveDialog({ connection: { name, profiles }, isOpen, onClose }: RemoveProps) {
  const command = useCall();
  async function remove(): Promise<void> {
    const done = await command.run(async () => {
      await client.call('connections.remove', { name });
    });
    if (done) showToast(`${name} is removed, and its password with it.`);
  }
  return (
    <Dialog
      title={`Remove the connection ${name}?`}
      role="alertdialog"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            Keep it
          </Button>
          {profiles.length === 0 && (
            <Button variant="danger" isDisabled={command.busy} onPress={() => void remove()}>
              Remove {name}
            </Button>
          )}
        </>
      }
    >
      {command.error && <ErrorCard message={command.error.message} code={command.error.code} />}
      {profiles.length > 0 ? (
        <div>
          <p>These profiles use it. Remove them, or give them another place, before this connection can go:</p>
          <ul className={cx(styles.list)}>
            {profiles.map((profile) => (
              <li key={profile}>
                <a href={routeHref({ kind: 'profile', profile })}>{profile}</a>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <p>The address, the name and the password leave this computer. Nothing changes at the service.</p>
      )}
    </Dialog>
  );
}
