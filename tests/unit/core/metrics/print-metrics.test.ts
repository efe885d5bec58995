import { describe, expect, it } from 'vitest';
import { createCounter, createHistogram } from '../../../../src-main/core/metrics/counters.ts';
import { printMetrics } from '../../../../src-main/core/metrics/print-metrics.ts';
import { parseMetrics } from '../../../fakes/parse-metrics.ts';

describe('the text of the metrics', () => {
  it('says counters and gauges with their labels', () => {
    const counter = createCounter();
    counter.add({ state: 'done', trigger: 'you' });
    counter.add({ state: 'done', trigger: 'you' }, 2);
    counter.add({ state: 'failed', trigger: 'you' });
    const text = printMetrics([{ kind: 'counter', name: 'runs_total', help: 'Runs.', samples: counter.samples() }]);
    expect(text).toBe(
      [
        '# HELP runs_total Runs.',
        '# TYPE runs_total counter',
        'runs_total{state="done",trigger="you"} 3',
        'runs_total{state="failed",trigger="you"} 1',
        '',
      ].join('\n'),
    );
  });

  it('says how many took at most so long, each bound with those below it', () => {
    const histogram = createHistogram([0.1, 1]);
    for (const seconds of [0.05, 0.1, 0.7, 30]) histogram.observe({}, seconds);
    const distributions = histogram.distributions();
    const text = printMetrics([
      { kind: 'histogram', name: 's', help: 'Seconds.', bounds: histogram.bounds, distributions },
    ]);
    expect(
      parseMetrics(text)
        .get('s')
        ?.samples.map(({ name, labels, value }) => [name, labels['le'], value]),
    ).toEqual([
      ['s_bucket', '0.1', 2],
      ['s_bucket', '1', 3],
      ['s_bucket', '+Inf', 4],
      ['s_sum', undefined, 30.85],
      ['s_count', undefined, 4],
    ]);
  });

  it('lets no label end its quotes or its line', () => {
    const sly = 'a"} 9\nforged{x="\\';
    const text = printMetrics([
      { kind: 'gauge', name: 'g', help: 'A\nB', samples: [{ labels: { l: sly }, value: 1 }] },
    ]);
    expect(parseMetrics(text).get('g')?.samples).toEqual([{ name: 'g', labels: { l: sly }, value: 1 }]);
  });
});
