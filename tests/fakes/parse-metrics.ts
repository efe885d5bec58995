/** Reads Prometheus' text format (0.0.4) strictly: whatever that program would refuse throws. */
export interface ParsedMetric {
  readonly type: string;
  readonly samples: readonly {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly value: number;
  }[];
}

const sampleLine = /^([a-z_:][\w:]*)(?:\{(.*)\})? (\S+)$/i;
const label = /([a-z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/giy;

export function parseMetrics(text: string): ReadonlyMap<string, ParsedMetric> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const metrics = new Map<string, ParsedMetric & { samples: ParsedMetric['samples'][number][] }>();
  let help = '';
  let current = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const [, helped] = /^# HELP (\S+) \S.*$/.exec(line) ?? [];
    const [, typed, type] = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line) ?? [];
    if (helped !== undefined) help = helped;
    else if (typed !== undefined && type !== undefined) {
      if (typed !== help || metrics.has(typed)) throw new Error(`TYPE where it cannot be: ${line}`);
      current = typed;
      metrics.set(typed, { type, samples: [] });
    } else metrics.get(current)?.samples.push(parseSample(line, current, metrics.get(current)?.type ?? ''));
  }
  for (const { type, samples } of metrics.values()) if (type === 'histogram') requireWhole(samples);
  return metrics;
}

function parseSample(line: string, current: string, type: string): ParsedMetric['samples'][number] {
  const [, name = '', labelled = '', value = ''] = sampleLine.exec(line) ?? [];
  const names = type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => current + end) : [current];
  if (!names.includes(name) || !/^(\d+(\.\d+)?(e[+-]?\d+)?|\+Inf)$/.test(value)) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  label.lastIndex = 0;
  while (label.lastIndex < labelled.length) {
    const [, key, text] = label.exec(labelled) ?? [];
    if (key === undefined || text === undefined || key in labels) throw new Error(`no labels: ${line}`);
    labels[key] = text.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
  }
  return { name, labels, value: Number(value) };
}

/** Buckets only grow, the last is infinite and holds all. */
function requireWhole(samples: ParsedMetric['samples']): void {
  let last = 0;
  for (const { name, value } of samples) {
    if (name.endsWith('_bucket')) {
      if (value < last) throw new Error('a bucket holds less than the one below');
      last = value;
    } else if (name.endsWith('_count')) {
      if (value !== last) throw new Error('the infinite bucket is not the count');
      last = 0;
    }
  }
}
