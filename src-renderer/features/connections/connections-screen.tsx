import { Cable, Plus } from 'lucide-react';
import type { ConnectionView } from '../../../src-shared/api/views.ts';
import { useQuery } from '../../stores/query-store.ts';
import { goTo } from '../../stores/route-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AddConnectionDialog } from './add-connection-dialog.tsx';
import { ConnectionCard } from './connection-card.tsx';
import styles from './connections-screen.module.css';

export function ConnectionsScreen({ adding }: { readonly adding: boolean }) {
  const { value: connections, error } = useQuery('connections.list', {});
  return (
    <Page
      title="Connections"
      actions={
        <LinkButton variant="primary" icon={Plus} href={routeHref({ kind: 'connections', adding: true })}>
          Add connection
        </LinkButton>
      }
    >
      {error && <ErrorCard message={error.message} code={error.code} facts={error.facts} />}
      {!connections && !error && <Skeleton />}
      {connections?.length === 0 && <NoConnections />}
      {connections && connections.length > 0 && <Cards connections={connections} />}
      {adding && <AddConnectionDialog onClose={() => goTo({ kind: 'connections', adding: false })} />}
    </Page>
  );
}

function NoConnections() {
  return (
    <EmptyState
      icon={Cable}
      title="No service is connected"
      actions={
        <LinkButton variant="primary" href={routeHref({ kind: 'connections', adding: true })}>
          Connect my services
        </LinkButton>
      }
    >
      A connection is a signed-in account at a service that holds your tasks. Passwords stay on this computer.
    </EmptyState>
  );
}

function Cards({ connections }: { readonly connections: readonly ConnectionView[] }) {
  const connectors = useQuery('connectors.list', {}).value ?? [];
  return (
    <ul className={cx(styles.cards)}>
      {connections.map((connection) => (
        <ConnectionCard
          key={connection.id}
          connection={connection}
          service={connectors.find(({ id }) => id === connection.connector)?.name ?? connection.connector}
        />
      ))}
    </ul>
  );
}
