import { ExternalLink, Link2, MoreHorizontal, Scissors, Unlink } from 'lucide-react';
import { useState } from 'react';
import type { LinkView, TaskDetail, TaskOutlook, TaskView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { LetterTile } from '../../ui/letter-tile.tsx';
import { Menu } from '../../ui/menu.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { safeHref } from '../words/safe-href.ts';
import { wordsOfLink } from '../words/state-words.ts';
import { momentText } from '../words/time-text.ts';
import { nextSentences } from './outlook-text.ts';
import { PairDialog } from './pair-dialog.tsx';
import { takeStep } from './take-step.ts';
import styles from './task-copies.module.css';
import { ValueComparison } from './value-comparison.tsx';
import { WaitNote } from './wait-note.tsx';

interface Props {
  readonly detail: TaskDetail;
  readonly outlook: TaskOutlook | undefined;
}

/** Where the task lives, what each service says about it, and what the next run does about that. */
export function TaskCopies({ detail, outlook }: Props) {
  const { task } = detail;
  const [isPairing, setPairing] = useState(false);
  const canPair = usePairing(task);
  const live = task.links.filter(({ state }) => isThere(state)).length;
  return (
    <div className={cx(styles.copies)}>
      {task.links.length === 0 && <p className={cx(styles.none)}>{t('inspector.copies.none')}</p>}
      <ul className={cx(styles.links)}>
        {task.links.map((link) => (
          <Copy
            key={link.endpoint}
            link={link}
            task={task}
            canPart={live > 1}
            waits={outlook?.waits.find(({ endpoint }) => endpoint === link.endpoint)?.until ?? null}
          />
        ))}
      </ul>
      {canPair && (
        <div>
          <Button icon={Link2} onPress={() => setPairing(true)}>
            {t('inspector.pair.open')}
          </Button>
          <PairDialog task={task} isOpen={isPairing} onClose={() => setPairing(false)} />
        </div>
      )}
      {task.links.length > 0 && outlook && outlook.skippedAt === null && <Next next={outlook.next} />}
      {detail.copies.length > 0 && <ValueComparison detail={detail} next={outlook?.next ?? []} />}
    </div>
  );
}

function isThere(state: LinkView['state']): boolean {
  return state !== 'gone' && state !== 'unlinked' && state !== 'out-of-scope';
}

/** Where a place has no record of the task yet, another task may be it. */
function usePairing(task: TaskView): boolean {
  const profile = useProfiles().value?.find(({ name }) => name === task.profile);
  return task.deletedAt === null && task.links.length < (profile?.endpoints.length ?? 0);
}

function Next({ next }: { readonly next: TaskOutlook['next'] }) {
  const sentences = nextSentences(next);
  return (
    <section aria-label={t('inspector.next.title')} className={cx(styles.next)}>
      <h3 className={cx(styles.name)}>{t('inspector.next.title')}</h3>
      {sentences.length === 0 ? (
        <p className={cx(styles.meta)}>{t('inspector.next.nothing')}</p>
      ) : (
        <ul className={cx(styles.sentences)}>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface CopyProps {
  readonly link: LinkView;
  readonly task: TaskView;
  /** It has other records, so that this one can become a task of its own. */
  readonly canPart: boolean;
  /** Until when the service asked to wait. */
  readonly waits: string | null;
}

function Copy({ link, task, canPart, waits }: CopyProps) {
  const words = wordsOfLink(link.state);
  const href = safeHref(link.url);
  return (
    <li className={cx(styles.link)}>
      <LetterTile name={link.endpoint} />
      <div className={cx(styles.linkText)}>
        <p className={cx(styles.name)}>{link.endpoint}</p>
        <p className={cx(styles.meta)}>
          {link.remoteId && (
            <bdi>
              <ForeignText text={link.remoteId} />
            </bdi>
          )}
          {link.seenAt && ` · ${t('inspector.copies.seen', { time: momentText(link.seenAt) })}`}
        </p>
        {waits !== null && <WaitNote place={link.endpoint} until={waits} />}
      </div>
      <span className={cx(styles.linkState)}>
        <StatusGlyph shape={words.shape} tone={words.tone} />
        {words.label}
      </span>
      {href && (
        <a
          href={href}
          target="_blank"
          rel="noreferrer"
          aria-label={t('inspector.openIn', { place: link.endpoint })}
          className={cx(styles.open)}
        >
          <ExternalLink size={16} strokeWidth={1.5} aria-hidden="true" />
        </a>
      )}
      {task.deletedAt === null && <CopyMenu link={link} task={task} canPart={canPart} />}
    </li>
  );
}

function CopyMenu({ link, task, canPart }: Omit<CopyProps, 'waits'>) {
  const { endpoint: place } = link;
  const entries = [
    ...(link.state !== 'gone' && link.state !== 'unlinked' && link.remoteId !== null
      ? [
          {
            id: 'unlink',
            label: t('inspector.unlink.do', { place }),
            icon: Unlink,
            onAction: () => void unlink(task, place),
          },
        ]
      : []),
    ...(link.state === 'unlinked'
      ? [
          {
            id: 'relink',
            label: t('inspector.relink.do', { place }),
            icon: Link2,
            onAction: () => void relink(task, place),
          },
        ]
      : []),
    ...(canPart && isThere(link.state)
      ? [{ id: 'part', label: t('inspector.part.do'), icon: Scissors, onAction: () => void part(task, place) }]
      : []),
  ];
  if (entries.length === 0) return null;
  const label = t('inspector.copies.actions', { place });
  return <Menu label={label} trigger={<IconButton label={label} icon={MoreHorizontal} />} groups={[{ entries }]} />;
}

const labelOf = (title: string, place: string) => ({ title, place });

async function unlink({ id: task, title }: TaskView, endpoint: string): Promise<void> {
  await takeStep({
    label: t('inspector.step.unlink', labelOf(title, endpoint)),
    run: () => client.call('tasks.unlink', { task, endpoint }),
    undo: () => client.call('tasks.relink', { task, endpoint }),
    said: t('inspector.unlink.done', { place: endpoint }),
  });
}

async function relink({ id: task, title }: TaskView, endpoint: string): Promise<void> {
  await takeStep({
    label: t('inspector.step.relink', labelOf(title, endpoint)),
    run: () => client.call('tasks.relink', { task, endpoint }),
    undo: () => client.call('tasks.unlink', { task, endpoint }),
    said: t('inspector.relink.done', { place: endpoint }),
  });
}

async function part({ id: task }: TaskView, endpoint: string): Promise<void> {
  try {
    await client.call('tasks.unpair', { task, endpoint });
    showToast(t('inspector.part.done', { place: endpoint }));
  } catch (error) {
    showToast(failureLine(error));
  }
}
