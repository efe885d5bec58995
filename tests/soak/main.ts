import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type ServerName, whyNoServer } from '../servers/real-server.ts';
import { mostSyncsToQuiet, type SoakResult, soak } from './soak.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    /** Two names with a comma; may be given again. The time is shared among the pairs. */
    servers: { type: 'string', multiple: true, default: ['radicale,radicale', 'redmine,radicale'] },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    /** Also everything that happened, when something is wrong. */
    diary: { type: 'boolean', default: false },
  },
});

let isWhole = true;
for (const text of values.servers) {
  const servers = toPair(text);
  const reason = servers.map(whyNoServer).find((one) => one !== null);
  if (reason !== undefined && reason !== null) {
    console.log(`${text}: left out, ${reason}`);
    continue;
  }
  const ms = (Number(values.minutes) * 60_000) / values.servers.length;
  console.log(`${text} for ${Math.round(ms / 1000)} s, --seed ${values.seed}`);
  const result = await soak({ servers, seed: Number(values.seed), ms, report: (line) => console.log(`  ${line}`) });
  isWhole = print(result) && isWhole;
}
process.exitCode = isWhole ? 0 : 1;

function toPair(text: string): readonly [ServerName, ServerName] {
  const [left, right, ...more] = text.split(',');
  if (!isServer(left) || !isServer(right) || more.length > 0) {
    throw new Error(`--servers takes two of radicale and redmine with a comma, not “${text}”.`);
  }
  return [left, right];
}

function isServer(name: string | undefined): name is ServerName {
  return name === 'radicale' || name === 'redmine';
}

function print(result: SoakResult): boolean {
  const { counts, faults, lost, doubled, unexplained, unequal, complaints, laterWrites, syncsToQuiet, diary } = result;
  const injected = Object.values(faults).reduce((sum, count) => sum + count, 0);
  console.log(
    `  ${Object.entries({ ...counts, faults: injected })
      .map(([what, count]) => `${count} ${what}`)
      .join(', ')}`,
  );
  console.log(
    `  ${Object.entries(faults)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ')}`,
  );
  console.log(`  quiet after ${syncsToQuiet} syncs, then ${laterWrites} writes`);
  const wrong = { lost, doubled, unexplained, unequal, complaints };
  for (const [what, all] of Object.entries(wrong)) {
    console.log(`  ${all.length} ${what}`);
    for (const one of all.slice(0, 20)) console.log(`    ${one}`);
  }
  const isQuiet = laterWrites === 0 && syncsToQuiet <= mostSyncsToQuiet;
  const isWhole = isQuiet && Object.values(wrong).every((all) => all.length === 0);
  if (!isWhole && values.diary) for (const line of diary) console.log(`    ${line}`);
  return isWhole;
}
