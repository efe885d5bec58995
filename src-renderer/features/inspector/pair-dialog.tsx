import { useEffect, useState } from 'react';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { goTo } from '../../stores/route-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
import styles from './pair-dialog.module.css';

interface Props {
  readonly task: TaskView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** A person knows another task that is the same: the two become one. */
export function PairDialog({ task, isOpen, onClose }: Props) {
  return (
    <Dialog
      title={t('inspector.pair.title')}
      isOpen={isOpen}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('inspector.cancel')}</Button>}
    >
      <Search task={task} onClose={onClose} />
    </Dialog>
  );
}

function Search({ task, onClose }: Omit<Props, 'isOpen'>) {
  const [words, setWords] = useState('');
  const found = useCandidates(task, words);
  const command = useCall();
  async function pair(other: TaskView): Promise<void> {
    await command.run(async () => {
      const { id } = await client.call('tasks.pair', { task: task.id, with: other.id });
      showToast(t('inspector.pair.done'));
      onClose();
      goTo({ kind: 'tasks', task: id, search: '' });
    });
  }
  return (
    <>
      {command.error && <Failure error={command.error} />}
      <p>{t('inspector.pair.text')}</p>
      <TextField label={t('inspector.pair.which')} value={words} onChange={setWords} autoFocus />
      {found.length === 0 && <p className={cx(styles.places)}>{t('inspector.pair.noMatch')}</p>}
      <ul className={cx(styles.found)}>
        {found.map((other) => (
          <li key={other.id}>
            <Button isDisabled={command.busy} onPress={() => void pair(other)}>
              {other.title}
            </Button>
            <span className={cx(styles.places)}>
              {other.links.map(({ endpoint }) => endpoint).join(', ') || t('words.thisDevice')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

const mostFound = 8;

/** Tasks of the same profile that have no record where this one has one. */
function useCandidates(task: TaskView, words: string): readonly TaskView[] {
  const [found, setFound] = useState<readonly TaskView[]>([]);
  const places = task.links.map(({ endpoint }) => endpoint).join('\n');
  useEffect(() => {
    let isCurrent = true;
    const phrase = words.replaceAll('"', ' ').trim();
    const query = phrase === '' ? '' : `"${phrase}"`;
    client.call('tasks.list', { profile: task.profile, query, limit: 200 }).then(
      ({ tasks }) => {
        const taken = new Set(places.split('\n'));
        const free = tasks.filter(({ id, links }) => id !== task.id && !links.some((link) => taken.has(link.endpoint)));
        if (isCurrent) setFound(free.slice(0, mostFound));
      },
      () => isCurrent && setFound([]),
    );
    return () => {
      isCurrent = false;
    };
  }, [task.id, task.profile, places, words]);
  return found;
}
