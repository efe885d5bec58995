import { FileUp, Repeat } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { mayCommand } from '../../api/rights.ts';
import { t } from '../../i18n/t.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { OnlyThere } from '../devices/only-there.tsx';
import { Failure } from '../words/failure.tsx';
import { ColumnTable } from './column-table.tsx';
import { ImportDoneScreen } from './import-done.tsx';
import { ImportFile } from './import-file.tsx';
import { ImportPreview } from './import-preview.tsx';
import { type Import, useImport } from './use-import.ts';

/** Tasks from a file: what its columns are, what would happen, then the deed. */
export function ImportScreen() {
  const { value: profiles, error } = useProfiles();
  const [turn, setTurn] = useState(0);
  if (!mayCommand('data.import')) {
    return (
      <Frame>
        <OnlyThere what="import" />
      </Frame>
    );
  }
  if (!profiles || profiles.length === 0) {
    return (
      <Frame>
        {error && <Failure error={error} />}
        {profiles ? <NoProfile /> : !error && <Skeleton />}
      </Frame>
    );
  }
  return <Importing key={turn} profiles={profiles.map(({ name }) => name)} onAgain={() => setTurn(turn + 1)} />;
}

interface Props {
  readonly profiles: readonly string[];
  readonly onAgain: () => void;
}

function Importing({ profiles, onAgain }: Props) {
  const work = useImport(profiles);
  const { file, profile, plan, columns, command, done } = work;
  if (done !== null) return <ImportDoneScreen {...done} onAgain={onAgain} />;
  const { view } = plan;
  return (
    <Frame actions={file !== null && <Run work={work} />}>
      {command.error && <Failure error={command.error} />}
      <ImportFile profiles={profiles} work={work} />
      {plan.error && <Failure error={plan.error} />}
      {file !== null && profile !== null && !view && !plan.error && <Skeleton label={t('exchange.import.reading')} />}
      {view && <ColumnTable view={view} columns={columns} onChange={work.setColumns} />}
      {view && !plan.error && <ImportPreview view={view} isAsking={plan.isAsking} />}
    </Frame>
  );
}

function Run({ work: { plan, command, run } }: { readonly work: Import }) {
  const count = plan.view ? plan.view.counts.created + plan.view.counts.updated : 0;
  return (
    <Button
      variant="primary"
      icon={FileUp}
      isDisabled={count === 0 || plan.isAsking || plan.error !== null || command.busy}
      onPress={run}
    >
      {command.busy ? t('exchange.import.running') : t('exchange.import.run', { count })}
    </Button>
  );
}

function NoProfile() {
  return (
    <EmptyState
      icon={Repeat}
      title={t('exchange.import.noProfile')}
      actions={
        <LinkButton variant="primary" href={routeHref({ kind: 'new-profile' })}>
          {t('exchange.import.newProfile')}
        </LinkButton>
      }
    >
      {t('exchange.import.noProfile.do')}
    </EmptyState>
  );
}

function Frame({ actions, children }: { readonly actions?: ReactNode; readonly children: ReactNode }) {
  return (
    <Page
      title={t('exchange.import.title')}
      back={{ label: t('exchange.import.back'), href: routeHref({ kind: 'tasks', task: null, search: '' }) }}
      actions={actions}
    >
      {children}
    </Page>
  );
}
