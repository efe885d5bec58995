import { t } from '../../i18n/t.ts';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { TextField } from '../../ui/text-field.tsx';
import styles from './builder.module.css';
import { suggestedName } from './profile-draft.ts';
import { profileSentences } from './profile-sentence.ts';
import { ScheduleField } from './schedule-field.tsx';
import type { StepProps } from './step-props.ts';

/** The name, the schedule, and the whole in plain words; saving goes on to the preview of what would be written. */
export function PreviewStep({ editor: { draft, change }, errors }: StepProps) {
  return (
    <>
      <Card>
        <TextField
          label={t('profiles.name')}
          description={t('profiles.nameHelp')}
          value={draft.name}
          onChange={(name) => change({ name })}
          error={errors['name']}
          placeholder={suggestedName(draft)}
          isRequired
        />
        <ScheduleField schedule={draft.schedule} onChange={(schedule) => change({ schedule })} />
      </Card>
      <Card title={t('profiles.sentence.title')}>
        <p className={cx(styles.sentence)} dir="auto">
          {profileSentences(draft).join(' ')}
        </p>
        <p className={cx(styles.help)}>{t('profiles.promise')}</p>
      </Card>
    </>
  );
}
