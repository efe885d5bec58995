import { type BenchPage, measured, showTasks } from './bench-page.ts';
import type { Measured } from './report.ts';

/** What people ask: words, conditions, and several of them. */
const questions = [
  ...['ticket', 'garden poster', 'login 12', 'status:open', 'label:bug', 'assignee:ada@example.com', 'due:<7d'],
  ...['due:<7d -status:done', 'priority:>=high', 'assignee:none', 'label:bug status:doing assignee:ada@example.com'],
];
const groups = ['status', 'due', 'assignee', 'profile'];

/** How long the host takes to answer, as the page sees it: a question a page, one after the other. */
export async function measureSearch(bench: BenchPage, rounds: number): Promise<readonly Measured[]> {
  await showTasks(bench.page);
  const noise = await bench.noise();
  const ask = async (what: string, asked: readonly (readonly [name: string, input: object])[]) => {
    const samples = await bench.page.evaluate(
      async ([all, count]) => {
        const line = await window.bench.openLine();
        const times: number[] = [];
        for (let round = 0; round < count; round++) {
          for (const [name, input] of all) {
            const began = performance.now();
            await line.call(name, input);
            times.push(performance.now() - began);
          }
        }
        line.close();
        return times;
      },
      [asked, rounds] as const,
    );
    return measured(`search: ${what}`, 'ms', samples, { target: 50, noise });
  };
  const page = { offset: 0, limit: 100 };
  return [
    await ask(
      'question → answer of the host',
      questions.map((query) => ['tasks.list', { query, ...page }]),
    ),
    await ask(
      'groups → answer of the host',
      groups.flatMap((group) => [
        ['tasks.groups', { group, query: '' }] as const,
        ['tasks.list', { group, query: '', ...page }] as const,
      ]),
    ),
  ];
}
