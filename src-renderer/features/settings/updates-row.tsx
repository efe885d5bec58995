import type { UpdatesView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { type Call, useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Failure } from '../words/failure.tsx';
import { momentText } from '../words/time-text.ts';
import { settingName } from './setting-index.ts';
import { SettingRow } from './setting-row.tsx';

type Channel = UpdatesView['channel'];

/** Whether this program is the newest, and how to get a newer one. What is no installed app says who looks instead. */
export function UpdateRows() {
  const { value: updates } = useQuery('updates.show', {});
  const calling = useCall();
  if (!updates) return null;
  return (
    <>
      <SettingRow
        id="updates"
        section="about"
        about={updates.off === null ? stateText(updates) : t(`updates.off.${updates.off}`)}
        control={updates.off === null && <UpdateButton updates={updates} calling={calling} />}
      >
        {(calling.error || isByHand(updates)) && <Remainder updates={updates} calling={calling} />}
      </SettingRow>
      {updates.off === null && (
        <SettingRow
          id="updateChannel"
          section="about"
          control={
            <SelectField<Channel>
              label={settingName('updateChannel')}
              hideLabel
              options={(['stable', 'beta'] as const).map((value) => ({ value, label: t(`settings.channel.${value}`) }))}
              value={updates.channel}
              onChange={(channel) =>
                void calling.run(async () => void (await client.call('updates.choose', { channel })))
              }
            />
          }
        />
      )}
    </>
  );
}

interface PartProps {
  readonly updates: UpdatesView;
  readonly calling: Call;
}

/** What went wrong, and the way that is left. */
function Remainder({ updates, calling: { error } }: PartProps) {
  return (
    <>
      {error && <Failure error={error} />}
      {isByHand(updates) && (
        <a href={updates.downloads} target="_blank" rel="noreferrer">
          {t('updates.byHand')}
        </a>
      )}
    </>
  );
}

function UpdateButton({ updates: { state }, calling }: PartProps) {
  const ask = (name: 'updates.check' | 'updates.install') => () =>
    void calling.run(async () => void (await client.call(name, {})));
  if (state.kind === 'ready') {
    return (
      <Button variant="primary" isDisabled={calling.busy} onPress={ask('updates.install')}>
        {t('updates.restart')}
      </Button>
    );
  }
  const isAtIt = calling.busy || state.kind === 'checking' || state.kind === 'loading';
  return (
    <Button isDisabled={isAtIt} onPress={ask('updates.check')}>
      {t('updates.check')}
    </Button>
  );
}

function stateText({ state, checkedAt }: UpdatesView): string {
  switch (state.kind) {
    case 'current':
      return t('updates.current', { time: momentText(checkedAt ?? '') });
    case 'loading':
      return t('updates.loading', { version: state.version, percent: state.percent });
    case 'ready':
      return t('updates.ready', { version: state.version });
    case 'refused':
      return t('updates.refused', { why: t(`updates.why.${state.why}`) });
    default:
      return t(`updates.${state.kind}`);
  }
}

/** Where the program does not do it, a person can: the page of all versions. */
function isByHand({ off, state, downloads }: UpdatesView): boolean {
  return downloads !== '' && (off === 'unverifiable' || (off === null && state.kind === 'refused'));
}
