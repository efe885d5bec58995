import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startBenchServer } from '../bench/servers.ts';
import { whyNoServer } from '../servers/real-server.ts';
import { killRounds } from './kill-rounds.ts';

const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    simulated: { type: 'boolean', default: false },
  },
});

const server = values.simulated || whyNoServer('radicale') !== null ? 'simulated' : 'radicale';
console.log(`${values.kills} kills in a sync of ${values.tasks} tasks, ${server} servers, --seed ${values.seed}`);
const rounds = killRounds({
  tasks: Number(values.tasks),
  kills: Number(values.kills),
  seed: Number(values.seed),
  startList: () => startBenchServer({ name: 'kill', server, tasks: 0, latencyMs: 0 }),
  report: (line) => console.log(line),
});
let damaged = 0;
for await (const { lost, doubled, unknown, laterWrites } of rounds) {
  if (lost.length + doubled.length + unknown.length + laterWrites > 0) damaged++;
}
console.log(damaged === 0 ? 'Nothing was lost, nothing was doubled.' : `${damaged} of the lists were not whole.`);
process.exitCode = damaged === 0 ? 0 : 1;
