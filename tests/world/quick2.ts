import { drawStory } from './draw-story.ts';
import { play } from './play.ts';
import { shrink } from './shrink.ts';

const seed = Number(process.argv[2]);
const first = await play(drawStory(seed));
if (!first.failure) {
  console.log('passes');
  process.exit(0);
}
console.log(first.failure.invariant, first.failure.message);
const small = await shrink(first.story, first.failure.invariant);
const again = await play(small);
const plain = JSON.stringify({
  precondition: true,
  deletions: 'feed',
  pageSize: 100,
  timeGrainMs: 1,
  searchLagMs: 0,
  clockOffsetMs: 0,
  latencyMs: 0,
  trimsTitles: false,
  rewritesText: false,
  closedLabel: false,
  ignores: [],
});
const p = JSON.parse(plain);
for (const s of small.setting.services)
  console.log(
    ' service',
    JSON.stringify(
      Object.fromEntries(Object.entries(s).filter(([k, v]) => JSON.stringify(p[k]) !== JSON.stringify(v))),
    ),
  );
for (const s of small.setting.profiles) console.log(' profile', JSON.stringify(s));
console.log(' installations', small.setting.installations, small.setting.decides, small.setting.mode);
console.log(
  again.lines
    .slice(0, 60)
    .map((l) => l.replace('"state":', '').slice(0, 250))
    .join('\n'),
);
for (const e of small.events)
  if (e.faults && Object.keys(e.faults).length) console.log('faults', e.id, JSON.stringify(e.faults));
console.log(again.failure?.invariant, again.failure?.message);
