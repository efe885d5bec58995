import { FlaskConical, Pencil, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { mayCommand } from '../../api/rights.ts';
import { t } from '../../i18n/t.ts';
import { leaveDemo, resetDemo } from '../../stores/demo-store.ts';
import { useQuery } from '../../stores/query-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Menu } from '../../ui/menu.tsx';
import { OnlyThere } from '../devices/only-there.tsx';
import { Failure } from '../words/failure.tsx';
import styles from './demo-band.module.css';

const DemoEditDialog = lazyPart(async () => (await import('./demo-edit-dialog.tsx')).DemoEditDialog);
const DemoResult = lazyPart(async () => (await import('./demo-result.tsx')).DemoResult);

const mayPlay = mayCommand('demo.leave');

/** Over everything while the demonstration is shown: that it is one, and the ways to play with it and to leave it. */
export function DemoBand() {
  const demo = useQuery('demo.state', {}).value;
  const [editing, setEditing] = useState<string | null>(null);
  const command = useCall();
  if (!demo?.isOpen) return null;
  return (
    <>
      <section className={cx(styles.band)} aria-label={t('welcome.demo.band')}>
        <FlaskConical size={16} strokeWidth={1.5} aria-hidden="true" />
        <p className={cx(styles.words)}>
          <strong>{t('welcome.demo.band')}</strong> · {t('welcome.demo.nothingLeaves')}
        </p>
        {mayPlay ? (
          <>
            <Menu
              label={t('welcome.demo.another')}
              trigger={
                <Button variant="ghost" icon={Pencil}>
                  {t('welcome.demo.another')}
                </Button>
              }
              groups={[
                {
                  entries: demo.services.map((service) => ({
                    id: service,
                    label: t('welcome.demo.edit', { service }),
                    onAction: () => setEditing(service),
                  })),
                },
              ]}
            />
            <Button
              variant="ghost"
              icon={RotateCcw}
              isDisabled={command.busy}
              onPress={() => void command.run(resetDemo)}
            >
              {t('welcome.demo.reset')}
            </Button>
            <Button isDisabled={command.busy} onPress={() => void command.run(() => leaveDemo())}>
              {t('welcome.demo.leave')}
            </Button>
          </>
        ) : (
          <OnlyThere what="demo" />
        )}
      </section>
      {command.error && <Failure error={command.error} />}
      {mayPlay && <DemoResult demo={demo} onEdit={setEditing} />}
      {editing !== null && demo.profile !== null && (
        <DemoEditDialog service={editing} profile={demo.profile} onClose={() => setEditing(null)} />
      )}
    </>
  );
}
