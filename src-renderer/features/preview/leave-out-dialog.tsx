import { useState } from 'react';
import type { ProfileFile } from '../../../src-shared/api/profile-file.ts';
import type { PlanView } from '../../../src-shared/api/views.ts';
import { hasTitleOf, leaveOutTitle } from '../../../src-shared/filter/leave-out-title.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { remember, undoStep } from '../../stores/undo-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../words/failure.tsx';
import type { TaskRow } from './plan-rows.ts';
import styles from './row-dialog.module.css';

interface Props {
  readonly plan: PlanView;
  readonly row: TaskRow;
  readonly onClose: () => void;
  /** The filter was saved, so the plan is another one. */
  readonly onSaved: () => void;
}

/** Leaving a task out for good is a filter, shown as it will be before it is saved. */
export function LeaveOutDialog({ plan, row, onClose, onSaved }: Props) {
  const { value: file, error } = useQuery('profiles.get', { profile: plan.profile });
  const command = useCall();
  const [before] = useState(file);
  const next = file && withoutTitle(file, row.title);
  const others = plan.tasks.filter(({ task, title }) => task !== row.task && hasTitleOf(row.title, title));
  const failure = command.error ?? error;

  async function save(): Promise<void> {
    const old = before ?? file;
    if (!next || !old) return;
    const put = async (to: ProfileFile): Promise<void> => {
      await client.call('profiles.save', { file: to, replaces: plan.profile });
      onSaved();
    };
    const isDone = await command.run(() => put(next));
    if (!isDone) return;
    const label = t('preview.leaveOut.step', { title: row.title });
    const step = { label, undo: () => put(old), redo: () => put(next) };
    remember(step);
    showToast(label, { label: t('preview.undo'), run: () => void undoStep(step) });
    onClose();
  }

  return (
    <Dialog
      title={t('preview.leaveOut.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {t('preview.cancel')}
          </Button>
          <Button variant="primary" isDisabled={!next || command.busy} onPress={() => void save()}>
            {t('preview.leaveOut.save')}
          </Button>
        </>
      }
    >
      {failure && <Failure error={failure} />}
      <p dir="auto">{t('preview.leaveOut.what', { title: row.title })}</p>
      <dl className={cx(styles.filters)}>
        {next?.endpoints?.map(({ connection, container, filter }) => (
          <div key={`${connection} ${container}`}>
            <dt>{connection}</dt>
            <dd>
              <code dir="auto">{filter}</code>
            </dd>
          </div>
        ))}
      </dl>
      {others.length > 0 && (
        <p>{t('preview.leaveOut.others', { count: others.length, title: others[0]?.title ?? '' })}</p>
      )}
      <p className={cx(styles.note)}>{t('preview.leaveOut.note')}</p>
    </Dialog>
  );
}

function withoutTitle(file: ProfileFile, title: string): ProfileFile {
  return {
    ...file,
    endpoints: (file.endpoints ?? []).map((endpoint) => ({
      ...endpoint,
      filter: leaveOutTitle(endpoint.filter ?? '', title),
    })),
  };
}
