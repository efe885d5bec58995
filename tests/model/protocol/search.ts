import { faultsOf, stepEngine } from './engine-steps.ts';
import { firstState, intentsFrom } from './intents.ts';
import { brokenAtRest, brokenBetween, brokenIn } from './laws.ts';
import { type Configuration, keyOf, type ModelState } from './model-state.ts';

export interface Searched {
  readonly states: number;
  readonly transitions: number;
  /** Every reachable state was visited; otherwise the limit ended the search. */
  readonly isComplete: boolean;
  /** States from which the undisturbed rest was followed to its end. */
  readonly suffixes: number;
  /** Most runs that any state needed to come to rest. */
  readonly mostRuns: number;
  /** The shortest story of the first law that broke; null: none did. */
  readonly counterexample: string | null;
}

interface Node {
  readonly state: ModelState;
  readonly key: string;
  readonly parent: Node | null;
  readonly by: string;
  /** The undisturbed next step. */
  next: Node | null;
  nextWrites: number;
  /** Runs from here to rest; null: not known yet. */
  runs: number | null;
}

/** Runs after the last edit and the last fault within which all is quiet (L1). */
const mostRunsToRest = 3;

/**
 * Breadth first through everything that can happen: an edit anywhere, a fault in any request, a crash before any step, or
 * simply the next step. Then, from every state, the undisturbed rest: it has to become quiet and right.
 */
export async function search(config: Configuration, limit: number): Promise<Searched> {
  const known = new Map<string, Node>();
  const first = node(await firstState(config), null, 'begin');
  known.set(first.key, first);
  const queue: Node[] = [first];
  let transitions = 0;
  let suffixes = 0;
  let mostRuns = 0;
  let broken: { readonly at: Node; readonly laws: readonly string[] } | null = null;

  const reach = (from: Node, by: string, state: ModelState, laws: readonly string[]): Node => {
    transitions++;
    const fresh = node(state, from, by);
    const all = [...laws, ...brokenBetween(from.state, state, config)];
    const old = known.get(fresh.key);
    const target = old ?? fresh;
    if (!old) {
      all.push(...brokenIn(state, config));
      known.set(fresh.key, fresh);
      queue.push(fresh);
    }
    if (all.length > 0 && !broken) broken = { at: fresh, laws: all };
    return target;
  };

  const stepNext = async (from: Node): Promise<Node> => {
    if (from.next) return from.next;
    const { state, broken: laws, writes } = await stepEngine(from.state, config, null);
    from.next = reach(from, labelOf(from.state), state, laws);
    from.nextWrites = writes;
    return from.next;
  };

  for (let index = 0; index < queue.length && !broken && known.size < limit; index++) {
    const from = queue[index];
    if (!from) break;
    const { state } = from;
    await stepNext(from);
    for (const intent of intentsFrom(state, config)) reach(from, intent.name, intent.state, []);
    if (state.faultsLeft === 0) continue;
    if (state.engine.at !== 'idle') {
      const crashed: ModelState = { ...state, engine: { at: 'idle', isSoon: true }, faultsLeft: state.faultsLeft - 1 };
      reach(from, 'the program dies', crashed, []);
    }
    for (const fault of faultsOf(state.engine, config)) {
      const stepped = await stepEngine(state, config, fault);
      reach(from, `${labelOf(state)}, ${fault}`, stepped.state, stepped.broken);
    }
  }
  const isComplete = known.size < limit;
  const states = known.size;

  /** Follows the undisturbed steps until a run changes nothing any more. */
  const rest = async (from: Node): Promise<void> => {
    const path: Node[] = [];
    const places = new Map<Node, number>();
    let at = from;
    for (;;) {
      if (at.runs !== null || places.has(at)) break;
      places.set(at, path.length);
      path.push(at);
      at = await stepNext(at);
      if (broken) return;
    }
    const loopStart = places.get(at);
    let runs = at.runs ?? 0;
    if (loopStart !== undefined) {
      const loop = path.slice(loopStart);
      const resting = loop.find((one) => one.state.engine.at === 'idle') ?? at;
      const laws = [
        ...(loop.some((one) => one.nextWrites > 0) ? ['L2 runs never stop writing'] : []),
        ...brokenAtRest(resting.state, config),
      ];
      if (laws.length > 0) broken = { at: resting, laws };
      for (const one of loop) one.runs = 0;
      path.length = loopStart;
    }
    for (const one of path.reverse()) {
      if (one.state.engine.at === 'idle') runs++;
      one.runs = runs;
      suffixes++;
      mostRuns = Math.max(mostRuns, runs);
      if (runs > mostRunsToRest && !broken) broken = { at: one, laws: [`L1 ${runs} runs until it rests`] };
    }
  };
  const visited = [...known.values()];
  for (const one of visited) {
    if (broken) break;
    await rest(one);
  }
  return { states, transitions, isComplete, suffixes, mostRuns, counterexample: broken && story(broken, config) };
}

function node(state: ModelState, parent: Node | null, by: string): Node {
  return { state, key: keyOf(state), parent, by, next: null, nextWrites: 0, runs: null };
}

function labelOf({ engine }: ModelState): string {
  const place = 'todo' in engine ? (engine.todo[0] ?? '') : '';
  return engine.at === 'idle' ? 'a run begins: observe A' : `${engine.at} ${place}`.trim();
}

/** The way to a state as numbered lines, with what every place says after each step. */
function story({ at, laws }: { readonly at: Node; readonly laws: readonly string[] }, config: Configuration): string {
  const steps: Node[] = [];
  for (let one: Node | null = at; one; one = one.parent) steps.unshift(one);
  const lines = steps.map((one, index) => `${String(index).padStart(3)}  ${one.by.padEnd(34)} ${picture(one.state)}`);
  return [`${config.name}: ${laws.join('; ')}`, ...lines].join('\n');
}

function picture({ disk, servers }: ModelState): string {
  const [task] = disk.tasks.values();
  const here = task
    ? `${task.fields['title']} ${task.fields['labels']}${task.deletedAt === null ? '' : ' (bin)'}`
    : '-';
  const there = (['A', 'B'] as const).map((name) => {
    const records = servers[name].records.map((record) => `${record.title} ${record.labels} v${record.version}`);
    const links = [...disk.links.values()]
      .filter((link) => link.endpoint === name)
      .map(
        ({ state, base, observation }) =>
          `${state} base ${base?.['title']} ${base?.['labels']} seen v${observation?.version}`,
      );
    const ops = [...disk.ops.values()].filter((op) => op.endpoint === name).map((op) => `${op.kind} ${op.state}`);
    return `${name}: ${records.join(' + ') || '-'} [${[...links, ...ops].join('; ')}]`;
  });
  return `here: ${here} | ${there.join(' | ')}`;
}
