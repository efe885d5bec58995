import { useState } from 'react';
import type { ConnectorView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { endSetup, useSetup } from '../../stores/setup-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ChooseService } from './choose-service.tsx';
import type { ConnectionInput } from './connection-form.tsx';
import { PlaceStep } from './place-step.tsx';
import { SignInStep } from './sign-in-step.tsx';
import { TestStep } from './test-step.tsx';

type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'sign-in'; readonly connector: ConnectorView; readonly input: ConnectionInput | null }
  | { readonly kind: 'test'; readonly connector: ConnectorView; readonly input: ConnectionInput }
  | { readonly kind: 'place'; readonly connector: ConnectorView; readonly name: string };

/**
 * Choose the service, sign in, watch the test, choose the list. What was typed is kept in memory until the dialog closes, and
 * nothing is saved before a test has passed, or a person says that it shall be saved untested.
 */
export function AddConnectionDialog({ onClose: close }: { readonly onClose: () => void }) {
  const connectors = useQuery('connectors.list', {}).value;
  const connections = useQuery('connections.list', {}).value;
  const onClose = () => {
    endSetup();
    close();
  };
  const [next] = useSetup(({ queue }) => queue);
  const [step, setStep] = useState<Step>({ kind: 'choose' });
  const queued = step.kind === 'choose' ? connectors?.find(({ id }) => id === next) : undefined;
  const shown: Step = queued ? { kind: 'sign-in', connector: queued, input: null } : step;
  const service = shown.kind === 'choose' ? '' : shown.connector.name;
  return (
    <Dialog title={t(`connections.wizard.${shown.kind}`, { service })} isOpen onClose={onClose} wide>
      {!connections && <Skeleton rows={4} />}
      {connections && shown.kind === 'choose' && (
        <ChooseService
          isFirst={connections.length === 0}
          onChoose={(connector) => setStep({ kind: 'sign-in', connector, input: null })}
        />
      )}
      {connections && shown.kind === 'sign-in' && (
        <SignInStep
          key={shown.connector.id}
          connector={shown.connector}
          initial={shown.input}
          takenNames={connections.map(({ name }) => name)}
          onBack={() => {
            useSetup.setState({ queue: [] });
            setStep({ kind: 'choose' });
          }}
          onTest={(input) => setStep({ kind: 'test', connector: shown.connector, input })}
          onSignedIn={(name) => setStep({ kind: 'place', connector: shown.connector, name })}
        />
      )}
      {shown.kind === 'test' && (
        <TestStep
          connector={shown.connector}
          input={shown.input}
          onChange={(input) => setStep({ kind: 'sign-in', connector: shown.connector, input })}
          onSaved={() => setStep({ kind: 'place', connector: shown.connector, name: shown.input.name })}
          onClose={onClose}
        />
      )}
      {shown.kind === 'place' && (
        <PlaceStep name={shown.name} onAnother={() => setStep({ kind: 'choose' })} onClose={onClose} />
      )}
    </Dialog>
  );
}
