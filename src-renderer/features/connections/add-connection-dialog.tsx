import { useCallback, useEffect, useState } from 'react';
import type { ConnectionTest, ConnectorView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { LetterTile } from '../../ui/letter-tile.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './add-connection-dialog.module.css';
import { ConnectionForm, type ConnectionInput } from './connection-form.tsx';
import { PassphraseForm } from './passphrase-form.tsx';
import { TestChecklist } from './test-checklist.tsx';

type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'form'; readonly connector: ConnectorView; readonly input: ConnectionInput | null }
  | { readonly kind: 'test'; readonly connector: ConnectorView; readonly input: ConnectionInput };

const titles: Readonly<Record<Step['kind'], string>> = {
  choose: 'Add connection',
  form: 'Sign in',
  test: 'Test',
};

/** Choose the service, sign in, watch the test. What was typed is kept in memory until the dialog closes, and nowhere else. */
export function AddConnectionDialog({ onClose }: { readonly onClose: () => void }) {
  const [step, setStep] = useState<Step>({ kind: 'choose' });
  const title = step.kind === 'choose' ? titles.choose : `${titles[step.kind]}: ${step.connector.name}`;
  return (
    <Dialog title={title} isOpen onClose={onClose} wide>
      {step.kind === 'choose' && (
        <ChooseService onChoose={(connector) => setStep({ kind: 'form', connector, input: null })} />
      )}
      {step.kind === 'form' && (
        <SignIn
          connector={step.connector}
          initial={step.input}
          onBack={() => setStep({ kind: 'choose' })}
          onAdded={(input) => setStep({ ...step, kind: 'test', input })}
        />
      )}
      {step.kind === 'test' && (
        <TestStep input={step.input} onChange={() => setStep({ ...step, kind: 'form' })} onClose={onClose} />
      )}
    </Dialog>
  );
}

function ChooseService({ onChoose }: { readonly onChoose: (connector: ConnectorView) => void }) {
  const { value: connectors, error } = useQuery('connectors.list', {});
  if (error) return <ErrorCard message={error.message} code={error.code} />;
  if (!connectors) return <Skeleton rows={4} />;
  return (
    <ul className={cx(styles.services)}>
      {connectors.map((connector) => (
        <li key={connector.id}>
          <button type="button" className={cx(styles.service)} onClick={() => onChoose(connector)}>
            <LetterTile name={connector.name} />
            <span>
              <span className={cx(styles.name)}>{connector.name}</span>
              <span className={cx(styles.summary)}>{connector.summary}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface SignInProps {
  readonly connector: ConnectorView;
  readonly initial: ConnectionInput | null;
  readonly onBack: () => void;
  readonly onAdded: (input: ConnectionInput) => void;
}

/** Passwords need a safe place first; where there is no keychain, a passphrase makes one. */
function SignIn({ connector, initial, onBack, onAdded }: SignInProps) {
  const secrets = useQuery('secrets.state', {}).value;
  const names = useQuery('connections.list', {}).value?.map(({ name }) => name);
  const [isUnlocked, setUnlocked] = useState(false);
  const command = useCall();
  const needsSecret = connector.config.some(({ kind }) => kind === 'secret');
  const isClosed = secrets?.state === 'unset' || secrets?.state === 'locked';
  if (!secrets || !names) return <Skeleton rows={4} />;
  if (needsSecret && isClosed && !isUnlocked) {
    return <PassphraseForm isNew={secrets.state === 'unset'} onDone={() => setUnlocked(true)} onBack={onBack} />;
  }
  async function add(input: ConnectionInput): Promise<void> {
    const done = await command.run(async () => {
      await client.call('connections.add', { ...input, connector: connector.id });
    });
    if (done) onAdded(input);
  }
  return (
    <ConnectionForm
      connector={connector}
      initial={initial}
      // Its own first try was taken away again, whether or not the list knows that already.
      takenNames={names.filter((name) => name !== initial?.name)}
      error={command.error}
      isBusy={command.busy}
      onBack={onBack}
      onSubmit={(input) => void add(input)}
    />
  );
}

interface TestProps {
  readonly input: ConnectionInput;
  readonly onChange: () => void;
  readonly onClose: () => void;
}

function TestStep({ input, onChange, onClose }: TestProps) {
  const [test, setTest] = useState<ConnectionTest | null>(null);
  const command = useCall();
  const { run } = command;
  const ask = useCallback(() => {
    setTest(null);
    void run(async () => setTest(await client.call('connections.test', { name: input.name })));
  }, [run, input.name]);
  useEffect(ask, [ask]);

  /** There is no changing a connection, so it is taken away again and the form offers what was typed. */
  const change = () =>
    void command.run(async () => {
      await client.call('connections.remove', { name: input.name });
      onChange();
    });

  return (
    <>
      {command.error && (
        <ErrorCard message={command.error.message} code={command.error.code} facts={command.error.facts} />
      )}
      {(test || command.busy) && <TestChecklist test={test} />}
      {test?.ok && <p>{input.name} is connected. The next step is a profile, which says what is kept the same.</p>}
      {test && !test.ok && (
        <p>{input.name} is saved but does not work yet. Change the details, or fix it at the service and test again.</p>
      )}
      <footer className={cx(styles.actions)}>
        {!test?.ok && (
          <Button isDisabled={command.busy} onPress={change}>
            Change details
          </Button>
        )}
        <Button isDisabled={command.busy} onPress={ask}>
          Test again
        </Button>
        {test?.ok && <LinkButton href={routeHref({ kind: 'new-profile' })}>New profile</LinkButton>}
        <Button variant="primary" onPress={onClose}>
          {test?.ok ? 'Done' : 'Close'}
        </Button>
      </footer>
    </>
  );
}
