import type { ProfileFile } from '../../../src-shared/api/profile-file.ts';
import { t } from '../../i18n/t.ts';
import { Card } from '../../ui/card.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { deletionChoices } from './choices.ts';
import { ScheduleField } from './schedule-field.tsx';
import type { DraftEditor } from './use-draft.ts';

type Files = 'off' | 'copy' | 'link';

/** The name, and what goes along with the fields of tasks. */
export function SettingsCards({ editor: { draft, change, errors } }: { readonly editor: DraftEditor }) {
  const { rest } = draft;
  const set = (part: Partial<ProfileFile>) => change({ rest: { ...rest, ...part } });
  const files = rest.attachments ?? 'off';
  const mode: Files = typeof files === 'string' ? files : files.mode;
  return (
    <>
      <Card>
        <TextField
          label={t('profiles.name')}
          value={draft.name}
          onChange={(name) => change({ name })}
          error={errors['name']}
          isRequired
        />
        <CheckField
          label={t('profiles.comments')}
          description={t('profiles.commentsHelp')}
          isSelected={rest.comments !== false}
          onChange={(comments) => set({ comments })}
        />
        <CheckField
          label={t('profiles.backlinks')}
          description={t('profiles.backlinksHelp')}
          isSelected={rest.backlinks === true}
          onChange={(backlinks) => set({ backlinks })}
        />
        <ChoiceField<Files>
          label={t('profiles.files.label')}
          choices={(['off', 'copy', 'link'] as const).map((value) => ({
            value,
            label: t(`profiles.files.${value}`),
            description: t(`profiles.files.${value}Help`),
          }))}
          value={mode}
          onChange={(next) => set({ attachments: typeof files === 'string' ? next : { ...files, mode: next } })}
        />
      </Card>
      <Card>
        <ChoiceField
          label={t('profiles.deletion.label')}
          choices={deletionChoices}
          value={draft.deletions}
          onChange={(deletions) => change({ deletions })}
        />
      </Card>
      <Card title={t('profiles.verify.title')}>
        <p>{t('profiles.verify.help')}</p>
        <ScheduleField schedule={rest.verify ?? 'manual'} onChange={(verify) => set({ verify })} />
      </Card>
    </>
  );
}
