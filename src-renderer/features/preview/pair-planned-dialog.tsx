import { useState } from 'react';
import type { PlannedTaskView, PlanView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
import styles from './row-dialog.module.css';

interface Props {
  readonly plan: PlanView;
  readonly task: PlannedTaskView;
  readonly onClose: () => void;
  readonly onPaired: () => void;
}

const mostShown = 8;

/** Two of this plan are the same task: they become one instead of two. */
export function PairPlannedDialog({ plan, task, onClose, onPaired }: Props) {
  const [words, setWords] = useState('');
  const command = useCall();
  const found = pairable(plan, task)
    .filter(({ title }) => title.toLocaleLowerCase().includes(words.trim().toLocaleLowerCase()))
    .slice(0, mostShown);
  async function pair(other: PlannedTaskView): Promise<void> {
    const isDone = await command.run(async () => {
      await client.call('plans.pair', { profile: plan.profile, task: task.task, with: other.task });
    });
    if (!isDone) return;
    showToast(t('preview.pair.done'));
    onPaired();
    onClose();
  }
  return (
    <Dialog
      title={t('preview.pair.title')}
      isOpen
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('preview.cancel')}</Button>}
    >
      {command.error && <Failure error={command.error} />}
      <p dir="auto">{t('preview.pair.what', { title: task.title })}</p>
      <TextField label={t('preview.pair.which')} value={words} onChange={setWords} autoFocus />
      {found.length === 0 && <p className={cx(styles.note)}>{t('preview.pair.none')}</p>}
      <ul className={cx(styles.found)}>
        {found.map((other) => (
          <li key={other.task}>
            <Button isDisabled={command.busy} onPress={() => void pair(other)}>
              <bdi>
                <ForeignText text={other.title} />
              </bdi>
            </Button>
            <span className={cx(styles.note)}>
              {other.records.map(({ endpoint }) => endpoint).join(', ') || t('words.thisDevice')}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** Only tasks that have no record in one and the same place can be one. */
function pairable(plan: PlanView, { task, records }: PlannedTaskView): readonly PlannedTaskView[] {
  const taken = new Set(records.map(({ endpoint }) => endpoint));
  return plan.tasks.filter(
    (other) => other.task !== task && !other.records.some(({ endpoint }) => taken.has(endpoint)),
  );
}
