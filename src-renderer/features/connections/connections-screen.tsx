import { Cable, Plus, ScrollText } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionView } from '../../../src-shared/api/views.ts';
import { mayCommand } from '../../api/rights.ts';
import { t } from '../../i18n/t.ts';
import { useLine } from '../../stores/line-store.ts';
import { useQuery } from '../../stores/query-store.ts';
import { goTo } from '../../stores/route-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { OnlyThere } from '../devices/only-there.tsx';
import { Failure } from '../words/failure.tsx';
import { AddConnectionDialog } from './add-connection-dialog.tsx';
import { ConnectionCard } from './connection-card.tsx';
import styles from './connections-screen.module.css';
import { RequestLogDialog } from './request-log-dialog.tsx';
import { SecretsNotice } from './secrets-notice.tsx';

const mayAdd = mayCommand('connections.add');

export function ConnectionsScreen({ adding }: { readonly adding: boolean }) {
  const { value: connections, error } = useQuery('connections.list', {});
  const [isLogOpen, setLogOpen] = useState(false);
  return (
    <Page
      title={t('connections.title')}
      actions={
        <>
          <Button variant="ghost" icon={ScrollText} onPress={() => setLogOpen(true)}>
            {t('connections.log')}
          </Button>
          {mayAdd && (
            <LinkButton variant="primary" icon={Plus} href={routeHref({ kind: 'connections', adding: true })}>
              {t('connections.add')}
            </LinkButton>
          )}
        </>
      }
    >
      {!mayAdd && <OnlyThere what="connections" />}
      {error && <Failure error={error} />}
      {!connections && !error && <Skeleton />}
      {connections?.length === 0 && <NoConnections />}
      {connections && connections.length > 0 && <Cards connections={connections} />}
      {adding && mayAdd && <AddConnectionDialog onClose={() => goTo({ kind: 'connections', adding: false })} />}
      <RequestLogDialog isOpen={isLogOpen} onClose={() => setLogOpen(false)} />
    </Page>
  );
}

function NoConnections() {
  return (
    <EmptyState
      icon={Cable}
      title={t('connections.none')}
      actions={
        mayAdd && (
          <LinkButton variant="primary" href={routeHref({ kind: 'connections', adding: true })}>
            {t('connections.connectMine')}
          </LinkButton>
        )
      }
    >
      {t('connections.noneHelp')}
    </EmptyState>
  );
}

function Cards({ connections }: { readonly connections: readonly ConnectionView[] }) {
  const connectors = useQuery('connectors.list', {}).value ?? [];
  const isOffline = useLine(({ line }) => line === 'lost');
  return (
    <>
      <SecretsNotice />
      {isOffline && <p className={cx(styles.offline)}>{t('connections.offline')}</p>}
      <ul className={cx(styles.cards)}>
        {connections.map((connection) => (
          <ConnectionCard
            key={connection.id}
            connection={connection}
            service={connectors.find(({ id }) => id === connection.connector)?.name ?? connection.connector}
            isOffline={isOffline}
          />
        ))}
      </ul>
    </>
  );
}
