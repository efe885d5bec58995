/** One thing that was measured several times. */
export interface Measured {
  readonly what: string;
  readonly unit: 'ms' | 'fps' | 'kB' | 'MB' | '%' | '/s';
  readonly samples: readonly number[];
  /** The 95th percentile has to stay below it, or with `atLeast` the median above; null: it is only told. */
  readonly target: number | null;
  readonly atLeast?: boolean;
  /** How many times as long as at its best the same computation took right before, in an idle page: the 95th percentile. */
  readonly noise: number | null;
  readonly note?: string;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Above 1: missed. */
export function ratio({ samples, target, atLeast = false }: Measured): number | null {
  if (target === null || samples.length === 0) return null;
  return atLeast ? target / percentile(samples, 0.5) : percentile(samples, 0.95) / target;
}

export function table(all: readonly Measured[]): string {
  const head = ['what', 'n', 'median', 'p95', 'worst', 'target', 'x target', 'noise x', 'note'];
  const rows = all.map((one) => {
    const { samples, unit, target, atLeast = false, noise, note = '' } = one;
    const worst = atLeast ? Math.min(...samples) : Math.max(...samples);
    return [
      ...[one.what, String(samples.length), text(percentile(samples, 0.5))],
      ...[text(percentile(samples, 0.95)), text(worst)],
      target === null ? '-' : `${atLeast ? '>=' : '<='} ${target} ${unit}`,
      ratio(one)?.toFixed(2) ?? '-',
      noise === null ? '-' : noise.toFixed(1),
      note,
    ];
  });
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}

function text(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}
