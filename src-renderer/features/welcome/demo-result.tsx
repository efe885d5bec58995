import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DemoView, RunView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { leaveDemo } from '../../stores/demo-store.ts';
import { useRoute } from '../../stores/route-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, IconButton, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { runSentence } from '../words/run-text.ts';
import styles from './demo-band.module.css';

interface Props {
  readonly demo: DemoView;
  readonly onEdit: (service: string) => void;
}

/** After the first sync: how it went, three things to try next, and the way to one's own services. */
export function DemoResult({ demo, onEdit }: Props) {
  const [run, setRun] = useState<RunView | null>(null);
  const [isSeen, setSeen] = useState(false);
  const command = useCall();
  const screen = useRoute(({ route }) => route.kind);
  useEffect(
    () =>
      client.subscribe((event) => {
        if (event.kind === 'run-finished') setRun((before) => before ?? event.run);
      }),
    [],
  );
  // Elsewhere it would only be in the way of what it leads to.
  if (run === null || isSeen || screen !== 'preview') return null;
  const service = demo.services.at(-1) ?? '';
  return (
    <section className={cx(styles.result)} aria-label={t('welcome.result.title')}>
      <header className={cx(styles.head)}>
        <div role="status">
          <h2 className={cx(styles.title)}>{t('welcome.result.title')}</h2>
          <p>{runSentence(run)}</p>
        </div>
        <IconButton label={t('welcome.result.close')} icon={X} onPress={() => setSeen(true)} />
      </header>
      <ul className={cx(styles.ideas)}>
        <li className={cx(styles.idea)}>
          <LinkButton href={routeHref({ kind: 'conflicts', conflict: null })}>
            {t('welcome.result.conflict')}
          </LinkButton>
          <p className={cx(styles.help)}>{t('welcome.result.conflictHelp')}</p>
        </li>
        <li className={cx(styles.idea)}>
          <Button onPress={() => onEdit(service)}>{t('welcome.result.edit', { service })}</Button>
          <p className={cx(styles.help)}>{t('welcome.result.editHelp')}</p>
        </li>
        <li className={cx(styles.idea)}>
          <LinkButton href={routeHref({ kind: 'history', run: run.run })}>{t('welcome.result.undo')}</LinkButton>
          <p className={cx(styles.help)}>{t('welcome.result.undoHelp')}</p>
        </li>
      </ul>
      <div className={cx(styles.actions)}>
        <Button
          variant="primary"
          isDisabled={command.busy}
          onPress={() => void command.run(() => leaveDemo({ kind: 'connections', adding: true }))}
        >
          {t('welcome.connect')}
        </Button>
      </div>
    </section>
  );
}
