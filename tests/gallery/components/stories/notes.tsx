import { CloudOff, GitFork, Repeat } from 'lucide-react';
import { Banner } from '../../../../src-renderer/ui/banner.tsx';
import { Button } from '../../../../src-renderer/ui/button.tsx';
import { EmptyState } from '../../../../src-renderer/ui/empty-state.tsx';
import { ErrorCard } from '../../../../src-renderer/ui/error-card.tsx';
import { MarkStrip } from '../../../../src-renderer/ui/mark-strip.tsx';
import { ProgressBar } from '../../../../src-renderer/ui/progress-bar.tsx';
import { QrCode } from '../../../../src-renderer/ui/qr-code.tsx';
import type { GlyphTone, Shape } from '../../../../src-renderer/ui/shape.ts';
import { Skeleton } from '../../../../src-renderer/ui/skeleton.tsx';
import { StatusGlyph } from '../../../../src-renderer/ui/status-glyph.tsx';
import { Toasts } from '../../../../src-renderer/ui/toasts.tsx';
import { longWords, say, unbroken } from '../words.ts';
import type { Looks } from './all.tsx';
import { nothing } from './kept.tsx';

const shapes: readonly Shape[] = [
  ...(['hand', 'triangle', 'cross', 'fork', 'cloud', 'pause'] as const),
  ...(['arrows', 'up', 'check', 'dashed', 'unlink'] as const),
];
const tones: readonly GlyphTone[] = ['quiet', 'neutral', 'info', 'success', 'warning', 'danger'];

const refused = say(
  'Redmine did not accept the due date of “Pricing page”. The rest was saved. Change one of the dates.',
);

function progress(done: number, total: number | null) {
  return <ProgressBar label={say('Writing to Redmine')} done={done} total={total} />;
}

export const notes: Looks<
  | 'banner'
  | 'empty-state'
  | 'error-card'
  | 'mark-strip'
  | 'progress-bar'
  | 'qr-code'
  | 'skeleton'
  | 'status-glyph'
  | 'toasts'
> = {
  banner: {
    neutral: (
      <Banner tone="neutral" icon={CloudOff}>
        {say('Redmine cannot be reached. 5 changes saved on this device.')}
      </Banner>
    ),
    info: (
      <Banner tone="info" icon={Repeat} actions={<Button>{say('Leave demo')}</Button>}>
        {say('Demo. Nothing leaves this computer.')}
      </Banner>
    ),
    warning: (
      <Banner tone="warning" icon={GitFork} actions={<Button>{say('Decide')}</Button>}>
        {say('5 conflicts need a decision')}
      </Banner>
    ),
    long: (
      <Banner tone="warning" icon={GitFork} actions={<Button>{say(longWords)}</Button>}>
        {say(longWords)} {unbroken}
      </Banner>
    ),
  },
  'empty-state': {
    plain: <EmptyState icon={GitFork} title={say('No conflicts')} />,
    'with action': (
      <EmptyState icon={Repeat} title={say('Connect two places')} actions={<Button>{say('New profile')}</Button>}>
        {say('A profile keeps the tasks of two places the same.')}
      </EmptyState>
    ),
    long: (
      <EmptyState icon={Repeat} title={unbroken} actions={<Button>{say(longWords)}</Button>}>
        {say(longWords)}
      </EmptyState>
    ),
  },
  'error-card': {
    plain: <ErrorCard message={refused} />,
    'with details': <ErrorCard message={refused} code="invalid-field" facts={{ status: 422, field: 'due' }} />,
    'with action': <ErrorCard message={refused} actions={<Button>{say('Try again')}</Button>} />,
    long: (
      <ErrorCard
        message={`${say(longWords)} ${unbroken}`}
        code="bug"
        facts={{ id: unbroken }}
        actions={
          <>
            <Button>{say(longWords)}</Button>
            <Button variant="ghost">{say('Cancel')}</Button>
          </>
        }
      />
    ),
  },
  'mark-strip': {
    plain: (
      <MarkStrip
        summary={say('Last 4 runs: 2 done, 1 stopped, 1 done with problems')}
        marks={[
          { id: '1', shape: 'check', tone: 'quiet' },
          { id: '2', shape: 'pause', tone: 'quiet' },
          { id: '3', shape: 'check', tone: 'quiet' },
          { id: '4', shape: 'cross', tone: 'danger' },
        ]}
      />
    ),
  },
  'progress-bar': {
    begun: progress(0, 400),
    half: progress(200, 400),
    done: progress(400, 400),
    unknown: progress(0, null),
  },
  'qr-code': { address: <QrCode text="https://192.168.1.20:8443/#pair=ABCD-2345" label="QR code" /> },
  skeleton: { loading: <Skeleton rows={4} /> },
  'status-glyph': {
    shapes: (
      <>
        {shapes.map((shape) => (
          <StatusGlyph key={shape} shape={shape} tone="neutral" label={shape} size={20} />
        ))}
      </>
    ),
    tones: (
      <>
        {tones.map((tone) => (
          <StatusGlyph key={tone} shape="triangle" tone={tone} label={tone} size={20} />
        ))}
      </>
    ),
  },
  toasts: {
    open: (
      <Toasts
        toast={{ id: 1, text: say('Saved on this device.'), action: { label: say('Undo'), run: nothing } }}
        onDismiss={nothing}
      />
    ),
    'long open': (
      <Toasts
        toast={{ id: 1, text: `${say(longWords)} ${unbroken}`, action: { label: say('Undo'), run: nothing } }}
        onDismiss={nothing}
      />
    ),
  },
};
