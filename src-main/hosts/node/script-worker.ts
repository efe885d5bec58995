import { createHash } from 'node:crypto';
import {
  isMainThread,
  MessageChannel,
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  Worker,
  workerData,
} from 'node:worker_threads';
import type { ScriptResult, Scripts } from '../../../src-shared/ports/script-runner.ts';
import { openEngine } from './quickjs-engine.ts';

/**
 * The script engine in a thread of its own, asked from outside as if it were here: the planner needs its answers at once. A
 * thread can be ended whatever it is doing, so this is the limit that nothing gets around. The file is loaded on both sides.
 */

/** Longest time for one script, whatever it does. Its step count ends a plain loop far earlier. */
const longestMs = 2_000;
/** For starting the thread and the engine in it. */
const longestStartMs = 30_000;

/** That time in times of one script: a quarter of a second. */
const costOfBreakOff = 8;
/** Answers that are remembered, oldest forgotten. */
const mostRemembered = 10_000;

interface Question {
  readonly kind: 'check' | 'run';
  readonly source: string;
  readonly input: unknown;
}

interface Line {
  readonly port: MessagePort;
  /** 0: asked · 1: answered. What the asking thread sleeps on. */
  readonly signal: Int32Array;
}

export async function openScripts(): Promise<Scripts> {
  let thread: Thread | null = startThread();
  await thread.ready;
  const ask = (question: Question): unknown => {
    if (thread === null) {
      thread = startThread();
      thread.waitReady();
    }
    const answer = thread.ask(question);
    if (answer === undefined) thread = null;
    return answer;
  };
  return {
    check: (source) => {
      const answer = ask({ kind: 'check', source, input: null });
      return answer === undefined
        ? { reason: 'it runs too long.', line: null }
        : (answer as ReturnType<Scripts['check']>);
    },
    run: remembering(
      (source, input) =>
        (ask({ kind: 'run', source, input }) as ScriptResult | undefined) ?? {
          ok: false,
          reason: 'ran too long and was stopped',
          cost: costOfBreakOff,
        },
    ),
  };
}

/** What used up its time once does so again, so it is not asked again: every run would begin with the same bad tasks. */
function remembering(run: Scripts['run']): Scripts['run'] {
  const stopped = new Map<string, ScriptResult>();
  return (source, input) => {
    const text = JSON.stringify([source, input]);
    const key = stopped.size === 0 ? '' : digestOf(text);
    const known = stopped.get(key);
    if (known) return known;
    const result = run(source, input);
    if (result.ok || result.cost < 1) return result;
    stopped.set(digestOf(text), { ...result, cost: 0 });
    for (const oldest of stopped.keys()) {
      if (stopped.size <= mostRemembered) break;
      stopped.delete(oldest);
    }
    return result;
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

interface Thread {
  readonly ready: Promise<void>;
  /** For the middle of a plan, which cannot wait in any other way. */
  waitReady(): void;
  /** Undefined: it took too long, or broke down, and was ended. */
  ask(question: Question): unknown;
}

function startThread(): Thread {
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const line: Line = { port: port2, signal };
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { scripts: line },
    transferList: [port2],
    execArgv: process.execArgv.filter((argument) => argument.startsWith('--import')),
    env: {},
  });
  port1.unref();
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => {
      // From here on it does not keep the program from ending.
      worker.unref();
      resolve();
    });
    worker.on('error', reject);
  });
  return {
    ready,
    waitReady: () => {
      // Nobody waits for it in the other way.
      ready.catch(() => {});
      Atomics.wait(signal, 0, 0, longestStartMs);
    },
    ask(question) {
      Atomics.store(signal, 0, 0);
      port1.postMessage(question);
      if (Atomics.wait(signal, 0, 0, longestMs) !== 'timed-out') return receiveMessageOnPort(port1)?.message;
      void worker.terminate();
      return undefined;
    },
  };
}

async function serve({ port, signal }: Line): Promise<void> {
  const engine = await openEngine();
  const answered = (): void => {
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  };
  port.on('message', ({ kind, source, input }: Question) => {
    port.postMessage(kind === 'check' ? engine.check(source) : engine.run(source, input));
    answered();
  });
  answered();
  parentPort?.postMessage('ready');
}

if (!isMainThread && typeof workerData === 'object' && workerData !== null && 'scripts' in workerData) {
  await serve(workerData.scripts as Line);
}
