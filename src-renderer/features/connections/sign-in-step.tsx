import { useState } from 'react';
import type { ConnectorView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { cx } from '../../ui/cx.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './connection-form.module.css';
import { ConnectionForm, type ConnectionInput } from './connection-form.tsx';
import { PageSignInForm } from './page-sign-in-form.tsx';
import { PassphraseForm } from './passphrase-form.tsx';

type Way = 'token' | 'code' | 'device';

interface Props {
  readonly connector: ConnectorView;
  readonly initial: ConnectionInput | null;
  readonly takenNames: readonly string[];
  readonly onBack: () => void;
  readonly onTest: (input: ConnectionInput) => void;
  /** Saved, over the service's own pages. */
  readonly onSignedIn: (name: string) => void;
}

/** Passwords need a safe place first; where there is no keychain, a passphrase makes one. */
export function SignInStep({ connector, initial, takenNames, onBack, onTest, onSignedIn }: Props) {
  const secrets = useQuery('secrets.state', {}).value;
  const [isUnlocked, setUnlocked] = useState(false);
  const [way, setWay] = useState<Way>('token');
  const needsSecret = connector.config.some(({ kind }) => kind === 'secret');
  if (!secrets) return <Skeleton rows={4} />;
  if (needsSecret && (secrets.state === 'unset' || secrets.state === 'locked') && !isUnlocked) {
    return <PassphraseForm isNew={secrets.state === 'unset'} onDone={() => setUnlocked(true)} onBack={onBack} />;
  }
  const method = connector.signIn?.find(({ kind }) => kind === way);
  const shared = { connector, takenNames, onBack };
  return (
    <div className={cx(styles.form)}>
      {connector.signIn && (
        <ChoiceField
          label={t('connections.way')}
          choices={[
            { value: 'token', label: t('connections.way.token'), description: t('connections.way.tokenHelp') },
            ...connector.signIn.map(({ kind, label }) => ({ value: kind, label })),
          ]}
          value={way}
          onChange={setWay}
        />
      )}
      {method ? (
        <PageSignInForm key={method.kind} {...shared} method={method} onSignedIn={onSignedIn} />
      ) : (
        <ConnectionForm {...shared} initial={initial} onSubmit={onTest} />
      )}
    </div>
  );
}
