import { t } from '../../i18n/t.ts';
import { dropEdit, useWaitingEdits } from '../../stores/waiting-edits.ts';
import { RefusedBanner } from './refused-banner.tsx';

/** Edits that waited, and were not put over what somebody wrote meanwhile: they stay until a person has looked. */
export function RefusedEdits() {
  const waiting = useWaitingEdits();
  const refused = Object.values(waiting).filter(({ refused: why }) => why !== null);
  const [first] = refused;
  if (!first) return null;
  const drop = (): void => {
    for (const { task, field } of refused) dropEdit(task, field);
  };
  return (
    <RefusedBanner task={first.task} onDrop={drop}>
      {t('shell.banner.notSent', { count: refused.length })}
    </RefusedBanner>
  );
}
