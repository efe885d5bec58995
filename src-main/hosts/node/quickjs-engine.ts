import type { QuickJSContext, QuickJSRuntime, QuickJSWASMModule } from 'quickjs-emscripten-core';
import type { ScriptResult, Scripts } from '../../../src-shared/ports/script-runner.ts';

/** Megabytes that one run may use. */
const memoryMb = 64;
const stackBytes = 256 * 1024;
/** Characters of what a script returns. */
const longestOutput = 1_000_000;
/**
 * How often QuickJS may ask whether to go on, some ten thousand steps apart. Counted, so that a script ends at the same point
 * on every computer: a quarter of a second for a plain loop.
 */
const mostTicks = 1_000;
/** What any script takes; it would add up to a limit over a hundred thousand tasks. */
const freeTicks = 10;

/** What a script has of the language: no Date. Promises are there because functions need them, but nothing settles them. */
const intrinsics = {
  BaseObjects: true,
  Eval: true,
  JSON: true,
  RegExp: true,
  RegExpCompiler: true,
  MapSet: true,
  StringNormalize: true,
  Promise: true,
};

/**
 * QuickJS in WebAssembly: a fresh engine for each run, which can reach nothing of ours. It counts steps and memory; what is
 * slow without many steps is stopped from outside (`script-worker.ts`).
 */
export async function openEngine(): Promise<Scripts> {
  const [{ newQuickJSWASMModuleFromVariant }, variant] = [
    await import('quickjs-emscripten-core'),
    await import('@jitl/quickjs-singlefile-mjs-release-sync'),
  ];
  const module = await newQuickJSWASMModuleFromVariant(variant.default);
  return {
    check: (source) => within(module, (context) => checkSource(context, source)),
    run: (source, input) => within(module, (context, ticks) => runSource(context, source, input, ticks)),
  };
}

interface Ticks {
  count: number;
  isOver: boolean;
}

function within<T>(module: QuickJSWASMModule, work: (context: QuickJSContext, ticks: Ticks) => T): T {
  const ticks: Ticks = { count: 0, isOver: false };
  const runtime: QuickJSRuntime = module.newRuntime();
  try {
    runtime.setMemoryLimit(memoryMb * 1024 * 1024);
    runtime.setMaxStackSize(stackBytes);
    runtime.setInterruptHandler(() => {
      ticks.isOver = ++ticks.count > mostTicks;
      return ticks.isOver;
    });
    const context = runtime.newContext({ intrinsics });
    try {
      return work(context, ticks);
    } finally {
      context.dispose();
    }
  } finally {
    runtime.dispose();
  }
}

/** Line 1 of the script is line 2 of what is run. */
function wrapped(source: string): string {
  return `(\n${source}\n)`;
}

function checkSource(context: QuickJSContext, source: string): ReturnType<Scripts['check']> {
  const result = context.evalCode(wrapped(source), 'script');
  if (result.error) {
    const error: unknown = context.dump(result.error);
    result.error.dispose();
    return { reason: `${messageOf(error)}.`, line: lineOf(error) };
  }
  const kind = context.typeof(result.value);
  result.value.dispose();
  return kind === 'function'
    ? null
    : { reason: 'it has to be a function, as in (task) => ({ title: task.title }).', line: null };
}

/** Runs inside, after the script; on one line, so that lines are counted as the person counts them. */
const finish =
  "(made) => { if (made instanceof Promise) throw new TypeError('it cannot wait for anything'); return JSON.stringify(made ?? null) }";

function runSource(context: QuickJSContext, source: string, input: unknown, ticks: Ticks): ScriptResult {
  const text = context.newString(JSON.stringify(input));
  context.setProp(context.global, 'input', text);
  text.dispose();
  const call = `delete Math.random; const given = JSON.parse(input); delete globalThis.input; (${finish})(${wrapped(source)}(given))`;
  const result = context.evalCode(call, 'script');
  if (result.error) {
    const error: unknown = context.dump(result.error);
    result.error.dispose();
    return failed(reasonOf(error, ticks), ticks);
  }
  const output: unknown = context.dump(result.value);
  result.value.dispose();
  if (typeof output !== 'string') return failed('returned something that is no JSON', ticks);
  if (output.length > longestOutput) return failed('returned more than one million characters', ticks);
  return { ok: true, value: JSON.parse(output), cost: costOf(ticks) };
}

function failed(reason: string, ticks: Ticks): ScriptResult {
  return { ok: false, reason, cost: costOf(ticks) };
}

function costOf({ count }: Ticks): number {
  return count <= freeTicks ? 0 : Math.min(1, count / mostTicks);
}

function reasonOf(error: unknown, { isOver }: Ticks): string {
  const line = lineOf(error);
  const where = line === null ? '' : ` in line ${line}`;
  if (isOver) return `ran too long and was stopped${where}`;
  const message = messageOf(error);
  // Without memory for the error itself there is none.
  if (error === null || /out of memory/i.test(message))
    return `took more than ${memoryMb} MB of memory and was stopped${where}`;
  if (/stack overflow|call stack/i.test(message)) return `called itself too deeply and was stopped${where}`;
  return `failed${where}: ${message}`;
}

function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return clipped(String(error));
  const { name, message } = error as { readonly name?: unknown; readonly message?: unknown };
  return clipped(
    [name, message].filter((part) => typeof part === 'string' && part !== '').join(': ') || 'unknown error',
  );
}

function lineOf(error: unknown): number | null {
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? String(error.stack) : '';
  const line = Number(/script:(\d+)/.exec(stack)?.[1] ?? 0) - 1;
  return line > 0 ? line : null;
}

function clipped(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
