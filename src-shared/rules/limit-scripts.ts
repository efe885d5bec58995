import type { ScriptResult, ScriptRunner, Scripts } from '../ports/script-runner.ts';

/** What one script may cost in one run: forty times the time of one task, ten seconds. An ordinary script costs nothing. */
const mostCost = 40;

const parked: ScriptResult = {
  ok: false,
  cost: 0,
  reason: 'had to be stopped too often, and is not run for more tasks before the next sync',
};

interface Account {
  spent: number;
  /** By input: what it failed with, null for one that went well. */
  readonly seen: Map<number, ScriptResult | null>;
}

/**
 * The scripts of one run, with a limit for all tasks together: each task may be within its own and ten thousand of them still
 * take an hour. A script that spent it is parked for the rest of the run. A run asks for the same task more than once, and gets
 * the same answer as before: what went well still runs, and what was stopped is not tried again.
 */
export function limitScripts(runner: ScriptRunner): ScriptRunner {
  const accounts = new Map<string, Account>();
  let limited: Promise<Scripts> | null = null;
  const run = (scripts: Scripts, source: string, input: unknown): ScriptResult => {
    const account = accounts.get(source) ?? { spent: 0, seen: new Map() };
    accounts.set(source, account);
    const key = hashOf(JSON.stringify(input));
    const before = account.seen.get(key);
    if (before) return before;
    const result = before === undefined && account.spent >= mostCost ? parked : scripts.run(source, input);
    account.spent += result.cost;
    account.seen.set(key, result.ok ? null : result);
    return result;
  };
  return {
    load: () => {
      limited ??= runner.load().then((scripts) => ({
        check: (source) => scripts.check(source),
        run: (source, input) => run(scripts, source, input),
      }));
      return limited;
    },
  };
}

/** 53 bits (cyrb53): enough to tell the tasks of a run apart, and no text is kept. */
function hashOf(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
