import { Undo2 } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { undoStep, useSteps } from '../../stores/undo-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { Page } from '../../ui/page.tsx';
import { profileQuery } from '../tasks/search-query.ts';
import { Failure } from '../words/failure.tsx';
import styles from './exchange.module.css';
import { ImportCounts } from './import-counts.tsx';
import { ImportProblems } from './import-problems.tsx';
import type { Imported } from './use-import.ts';

interface Props extends Imported {
  readonly onAgain: () => void;
}

/** What was imported, and the way back. A page of its own, so that its heading is read out. */
export function ImportDoneScreen({ done, from, step, onAgain }: Props) {
  const { counts, profile } = done;
  // Also where the undo of the app took it.
  const isTakenBack = useSteps(({ undone }) => step !== null && undone.includes(step));
  const count = counts.created + counts.updated;
  return (
    <Page
      title={t('exchange.done.title')}
      back={{ label: t('exchange.import.back'), href: tasksOf(profile) }}
      actions={<Button onPress={onAgain}>{t('exchange.done.another')}</Button>}
    >
      <Card title={t('exchange.done.what', { count, file: from })}>
        <ImportCounts counts={counts} />
        <p role="status">
          <ForeignText text={isTakenBack ? t('exchange.done.takenBack') : t('exchange.done.services', { profile })} />
        </p>
        <div className={cx(styles.file)}>
          <LinkButton variant="primary" href={tasksOf(profile)}>
            {t('exchange.done.show')}
          </LinkButton>
          <LinkButton href={routeHref({ kind: 'preview', profile })}>{t('exchange.done.preview')}</LinkButton>
          {step && !isTakenBack && <TakeBack step={step} />}
        </div>
      </Card>
      <ImportProblems view={done} />
    </Page>
  );
}

function TakeBack({ step }: { readonly step: NonNullable<Imported['step']> }) {
  const command = useCall();
  return (
    <>
      <Button icon={Undo2} isDisabled={command.busy} onPress={() => void command.run(() => undoStep(step))}>
        {t('exchange.done.takeBack')}
      </Button>
      {command.error && <Failure error={command.error} />}
    </>
  );
}

function tasksOf(profile: string): string {
  return routeHref({ kind: 'tasks', task: null, search: profileQuery(profile) });
}
