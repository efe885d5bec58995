import {
  CloudOff,
  Eye,
  FlaskConical,
  GitFork,
  Hand,
  HardDrive,
  History,
  Hourglass,
  KeyRound,
  type LucideIcon,
  Pause,
  ShieldAlert,
} from 'lucide-react';
import { useState } from 'react';
import type { NoticeView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { enterDemo, useDemoOffer } from '../../stores/demo-store.ts';
import { useLine } from '../../stores/line-store.ts';
import { useQuery } from '../../stores/query-store.ts';
import { useRoute } from '../../stores/route-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { useRuns } from '../../stores/runs-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { useWaitingEdits } from '../../stores/waiting-edits.ts';
import { useWaitingTasks } from '../../stores/waiting-tasks.ts';
import { Banner, type Tone } from '../../ui/banner.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Countdown } from '../words/countdown.tsx';
import { LastMinute } from './last-minute.tsx';
import { type LastingState, lastingStates } from './lasting-states.ts';
import { resumeSync } from './pause-menu.tsx';

const looks: Readonly<Record<LastingState['kind'], { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  lost: { tone: 'warning', icon: CloudOff },
  'read-only': { tone: 'info', icon: Eye },
  restored: { tone: 'warning', icon: History },
  'backup-failed': { tone: 'warning', icon: HardDrive },
  'archive-failed': { tone: 'warning', icon: HardDrive },
  'safe-mode': { tone: 'warning', icon: ShieldAlert },
  held: { tone: 'warning', icon: Hand },
  'needs-you': { tone: 'warning', icon: KeyRound },
  conflict: { tone: 'warning', icon: GitFork },
  limit: { tone: 'neutral', icon: Hourglass },
  offline: { tone: 'neutral', icon: CloudOff },
  paused: { tone: 'neutral', icon: Pause },
  demo: { tone: 'info', icon: FlaskConical },
};

/** What lasts and concerns everything: the most pressing one, and the others when asked for. */
export function Banners() {
  const status = useQuery('status.get', {}).value;
  const lostAt = useLine((state) => state.lostAt);
  const progress = useRuns((runs) => runs.progress);
  const screen = useRoute(({ route }) => route.kind);
  const offersDemo = useDemoOffer();
  const [showsAll, setShowsAll] = useState(false);
  // The first screen offers the demonstration itself.
  const offer = offersDemo && screen !== 'tasks' && screen !== 'welcome';
  const progressOf = (profile: string) => progress.get(profile) ?? null;
  // Where it can be acted on, the screen itself says it.
  const states = lastingStates(status, lostAt, { t, now: new Date() }, progressOf, offer).filter(
    ({ step }) => step?.route.kind !== screen,
  );
  const shown = showsAll ? states : states.slice(0, 1);
  const edits = useWaitingEdits((all) => Object.values(all).filter(({ refused }) => refused === null).length);
  const added = useWaitingTasks(({ tasks }) => tasks.filter(({ refused }) => refused === null).length);
  const waiting = edits + added;
  const isPaused = status?.pause !== undefined;
  return shown.map((state, at) => (
    <Banner
      key={state.text}
      {...looks[state.kind]}
      actions={
        <>
          {at === 0 && states.length > 1 && (
            <Button variant="ghost" aria-expanded={showsAll} onPress={() => setShowsAll(!showsAll)}>
              {showsAll ? t('shell.banner.fewer') : t('shell.banner.more', { count: states.length - 1 })}
            </Button>
          )}
          {state.notice && <DismissNotice kind={state.notice} />}
          {state.kind === 'demo' && <TryDemo />}
          {state.kind === 'paused' && isPaused && <Button onPress={resumeSync}>{t('command.sync.resume')}</Button>}
          {state.step && <LinkButton href={routeHref(state.step.route)}>{t(state.step.label)}</LinkButton>}
        </>
      }
    >
      {state.text}
      {state.kind === 'lost' && waiting > 0 && ` ${t('shell.banner.lostWaiting', { count: waiting })}`}
      {state.until && (
        <>
          {' '}
          <Countdown until={state.until} />
          <LastMinute until={state.until} text={state.text} />
        </>
      )}
    </Banner>
  ));
}

function TryDemo() {
  const command = useCall();
  return (
    <Button isDisabled={command.busy} onPress={() => void command.run(enterDemo)}>
      {t('welcome.try')}
    </Button>
  );
}

function DismissNotice({ kind }: Pick<NoticeView, 'kind'>) {
  const command = useCall();
  const dismiss = () => void command.run(async () => void (await client.call('notices.dismiss', { kind })));
  return (
    <Button isDisabled={command.busy} onPress={dismiss}>
      {kind === 'safe-mode' ? t('shell.banner.turnOn') : t('shell.banner.gotIt')}
    </Button>
  );
}
