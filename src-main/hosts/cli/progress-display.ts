import type { ApiEvent } from '../../../src-shared/api/contract.ts';
import type { Progress } from '../../../src-shared/domain/run.ts';
import type { AnswerStyle } from './answer.ts';
import type { Terminal } from './terminal.ts';
import { plainLine } from './text/plain.ts';
import { cutTo } from './text/width.ts';
import { countdown, moment } from './text/words.ts';

type ProgressEvent = Extract<ApiEvent, { kind: 'run-progress' }>;

export interface ProgressDisplay {
  show(event: ProgressEvent): void;
  /** Takes the line away, so that what follows starts on a clean one. */
  clear(): void;
}

const silent: ProgressDisplay = { show: () => undefined, clear: () => undefined };
/** Often enough to look alive. */
const redrawMs = 100;
/** Seldom enough for a log. */
const logEveryMs = 3000;

/**
 * How far a run is, on standard error: one line that is drawn again on a terminal, and elsewhere a line now and
 * then for somebody who reads a log. With --json nobody does.
 */
export function createProgressDisplay(terminal: Terminal, { json, quiet }: AnswerStyle): ProgressDisplay {
  if (quiet) return silent;
  if (terminal.drawable !== null) return createLine(terminal, terminal.drawable);
  return json ? silent : createLog(terminal);
}

function createLine(terminal: Terminal, columns: number): ProgressDisplay {
  let last: ProgressEvent | null = null;
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    if (last !== null) terminal.err(`\r\u001b[2K${cutTo(progressLine(last, Date.now()), columns - 1)}`);
  };
  return {
    show: (event) => {
      last = event;
      // Redrawn on its own too, because a countdown goes on while nothing else does.
      timer ??= setInterval(draw, redrawMs);
    },
    clear: () => {
      clearInterval(timer);
      timer = undefined;
      if (last !== null) terminal.err('\r\u001b[2K');
      last = null;
    },
  };
}

/** A quick run says nothing on the way; a long one gives a sign of life now and then. */
function createLog(terminal: Terminal): ProgressDisplay {
  let next = Date.now() + logEveryMs;
  return {
    show: ({ profileName, progress }) => {
      if (Date.now() < next) return;
      next = Date.now() + logEveryMs;
      terminal.err(`${plainLine(profileName)}: ${logText(progress)}\n`);
    },
    clear: () => undefined,
  };
}

function logText(progress: Progress): string {
  const { done, total, waitingUntil } = progress;
  const amount = total === null ? (done === 0 ? '' : `, ${done} so far`) : `, ${done} of ${total}`;
  const wait = waitingUntil === null ? '' : `, goes on at ${moment(waitingUntil)}`;
  return `${phaseText(progress)}${amount}${wait}`;
}

const phases: Readonly<Record<Progress['phase'], string>> = {
  read: 'reading',
  compare: 'comparing',
  write: 'writing',
  check: 'checking',
};

function phaseText({ phase, endpoint }: Progress): string {
  return [phases[phase], plainLine(endpoint ?? '')].filter(Boolean).join(' ');
}

/** `web  writing gh  [==========------------] 280/400  gh asked to wait, goes on in 6:12` */
export function progressLine({ profileName, progress }: ProgressEvent, now: number): string {
  const { done, total, endpoint, waitingUntil } = progress;
  const amount =
    total === null ? (done === 0 ? '' : done.toLocaleString('en')) : `${bar(done, total)} ${done}/${total}`;
  const wait =
    waitingUntil === null
      ? ''
      : `${plainLine(endpoint ?? 'the service')} asked to wait, goes on in ${countdown(Date.parse(waitingUntil) - now)}`;
  return [plainLine(profileName), phaseText(progress), amount, wait].filter(Boolean).join('  ');
}

const barWidth = 24;

function bar(done: number, total: number): string {
  const filled = total === 0 ? barWidth : Math.min(barWidth, Math.floor((done / total) * barWidth));
  return `[${'='.repeat(filled)}${'-'.repeat(barWidth - filled)}]`;
}
