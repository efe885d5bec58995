import { Bookmark } from 'lucide-react';
import type { KeptPlanView, NamedTask, PlanView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { Failure } from '../words/failure.tsx';
import { momentText } from '../words/time-text.ts';
import styles from './kept-plan.module.css';

interface SaveProps {
  readonly plan: PlanView;
  readonly left: ReadonlySet<string>;
  readonly isDisabled: boolean;
}

/** Keeps what was ticked and what not; it is there again in the next preview of the profile, whenever that is. */
export function SaveForLater({ plan, left, isDisabled }: SaveProps) {
  const command = useCall();
  const { profile, hash } = plan;
  const save = () =>
    command.run(async () => {
      await client.call('plans.save', { profile, plan: hash, except: [...left] });
      showToast(t('preview.saved'), {
        label: t('command.edit.undo'),
        run: () => void client.call('plans.forget', { profile }),
      });
    });
  return (
    <>
      {command.error && <Failure error={command.error} />}
      <Button icon={Bookmark} isDisabled={isDisabled || command.busy} onPress={() => void save()}>
        {t('preview.save')}
      </Button>
    </>
  );
}

interface NoteProps {
  readonly profile: string;
  readonly kept: KeptPlanView;
  readonly onForgotten: () => void;
}

/** What was saved is chosen again, and what has changed since is said before anything is applied. */
export function KeptNote({ profile, kept, onForgotten }: NoteProps) {
  const command = useCall();
  const parts = [
    ['preview.savedChanged', kept.changed],
    ['preview.savedFresh', kept.fresh],
    ['preview.savedGone', kept.gone],
  ] as const;
  const moved = parts.filter(([, tasks]) => tasks.length > 0);
  const forget = async (): Promise<void> => {
    if (await command.run(async () => void (await client.call('plans.forget', { profile })))) onForgotten();
  };
  return (
    <section aria-label={t('preview.savedNotes')} className={cx(styles.note)}>
      <Bookmark size={20} strokeWidth={1.5} aria-hidden="true" className={cx(styles.icon)} />
      <div className={cx(styles.words)}>
        <p className={cx(styles.title)}>{t('preview.savedTitle', { when: momentText(kept.savedAt) })}</p>
        <p>{t(moved.length === 0 ? 'preview.savedSame' : 'preview.savedMoved')}</p>
        {moved.map(([key, tasks]) => (
          <p key={key} className={cx(styles.tasks)}>
            {t(key, { count: tasks.length })} <Titles of={tasks} />
          </p>
        ))}
        {command.error && <Failure error={command.error} />}
      </div>
      <Button variant="ghost" isDisabled={command.busy} onPress={() => void forget()}>
        {t('preview.forget')}
      </Button>
    </section>
  );
}

/** At a profile: that there is one, and the way to it. */
export function SavedPlanLine({ profile }: { readonly profile: string }) {
  const saved = useQuery('plans.saved', {}).value?.find((one) => one.profile === profile);
  if (!saved) return null;
  const { savedAt, chosen, left } = saved;
  return (
    <div className={cx(styles.line)}>
      <Bookmark size={16} strokeWidth={1.5} aria-hidden="true" className={cx(styles.icon)} />
      <p className={cx(styles.words)}>{t('preview.savedAt', { when: momentText(savedAt), chosen, left })}</p>
      <LinkButton href={routeHref({ kind: 'preview', profile })}>{t('preview.openSaved')}</LinkButton>
    </div>
  );
}

/** As many as one reads. */
const mostNamed = 5;

function Titles({ of }: { readonly of: readonly NamedTask[] }) {
  const rest = of.length - mostNamed;
  return (
    <>
      {of.slice(0, mostNamed).map(({ task, title }) => (
        <bdi key={task} className={cx(styles.task)}>
          <ForeignText text={title} />
        </bdi>
      ))}
      {rest > 0 && <span className={cx(styles.task)}>{t('preview.savedMore', { count: rest })}</span>}
    </>
  );
}
