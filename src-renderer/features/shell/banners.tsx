import { CloudOff, Eye, Hand, History, KeyRound, type LucideIcon, Pause, ShieldAlert } from 'lucide-react';
import type { NoticeView, StatusView, SyncState } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { useLine } from '../../stores/line-store.ts';
import { useQuery } from '../../stores/query-store.ts';
import { useRoute } from '../../stores/route-store.ts';
import { type Route, routeHref } from '../../stores/routes.ts';
import { useCall } from '../../stores/use-call.ts';
import { Banner, type Tone } from '../../ui/banner.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { plural } from '../words/field-text.ts';

interface LastingState {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly text: string;
  readonly action?: { readonly label: string; readonly route: Route };
  /** Instead of an action: the person has read it. */
  readonly notice?: NoticeView['kind'];
}

/** What lasts and concerns everything; only the most pressing one, with how many more there are. */
export function Banners() {
  const status = useQuery('status.get', {}).value;
  const lost = useLine(({ line }) => line === 'lost');
  const screen = useRoute(({ route }) => route.kind);
  const states = [...(lost ? [lostState] : []), ...(status && !lost ? lastingStates(status) : [])];
  const [worst] = states;
  if (!worst) return null;
  const more = states.length - 1;
  const action = worst.action?.route.kind === screen ? undefined : worst.action;
  return (
    <Banner
      tone={worst.tone}
      icon={worst.icon}
      actions={
        worst.notice ? (
          <DismissNotice kind={worst.notice} />
        ) : (
          action && <LinkButton href={routeHref(action.route)}>{action.label}</LinkButton>
        )
      }
    >
      {worst.text}
      {more > 0 && ` (+${more} more)`}
    </Banner>
  );
}

function DismissNotice({ kind }: Pick<NoticeView, 'kind'>) {
  const command = useCall();
  const dismiss = () => void command.run(async () => void (await client.call('notices.dismiss', { kind })));
  return (
    <Button isDisabled={command.busy} onPress={dismiss}>
      {kind === 'safe-mode' ? 'Turn sync on' : 'Got it'}
    </Button>
  );
}

const lostState: LastingState = {
  tone: 'warning',
  icon: CloudOff,
  text: 'Task Sync cannot be reached at the moment. What you see is what it last said; the page reconnects by itself.',
};

function lastingStates(status: StatusView): readonly LastingState[] {
  const of = (state: SyncState) => status.profiles.filter((profile) => profile.state === state);
  const readOnly: readonly LastingState[] = status.writable
    ? []
    : [{ tone: 'info', icon: Eye, text: 'Another Task Sync is at work on this data. This one can only look.' }];
  return [
    ...readOnly,
    ...status.notices.map(
      ({ kind, text }): LastingState => ({
        tone: 'warning',
        icon: kind === 'safe-mode' ? ShieldAlert : History,
        text,
        notice: kind,
      }),
    ),
    ...of('held').map(
      ({ name, sentence }): LastingState => ({
        tone: 'warning',
        icon: Hand,
        text: `${name}: ${sentence}`,
        action: { label: 'Review', route: { kind: 'preview', profile: name } },
      }),
    ),
    ...of('needs-you').map(
      ({ name, sentence }): LastingState => ({
        tone: 'warning',
        icon: KeyRound,
        text: `${name}: ${sentence}`,
        action: { label: 'Open Connections', route: { kind: 'connections', adding: false } },
      }),
    ),
    ...offlineState(status),
    ...of('paused').map(({ name }): LastingState => ({ tone: 'neutral', icon: Pause, text: `${name} is paused.` })),
  ];
}

function offlineState(status: StatusView): readonly LastingState[] {
  const away = status.profiles.filter((profile) => profile.state === 'offline');
  if (away.length === 0) return [];
  const pending = away.reduce((sum, profile) => sum + profile.pending, 0);
  const later = pending > 0 ? ` ${plural(pending, 'change')} will be sent later.` : '';
  return [
    { tone: 'neutral', icon: CloudOff, text: `${away[0]?.sentence ?? 'Offline.'} You can keep working.${later}` },
  ];
}
