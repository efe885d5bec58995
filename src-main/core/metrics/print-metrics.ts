import type { Metric } from './metric.ts';

/** The text exposition format of Prometheus, version 0.0.4. Pure. */
export function printMetrics(metrics: readonly Metric[]): string {
  return metrics.map(printMetric).join('');
}

function printMetric(metric: Metric): string {
  const { name, help, kind } = metric;
  const lines =
    metric.kind === 'histogram'
      ? metric.distributions.flatMap(({ labels, atMost, count, sum }) => [
          ...metric.bounds.map((bound, index) =>
            line(`${name}_bucket`, { ...labels, le: String(bound) }, atMost[index] ?? 0),
          ),
          line(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
          line(`${name}_sum`, labels, sum),
          line(`${name}_count`, labels, count),
        ])
      : metric.samples.map(({ labels, value }) => line(name, labels, value));
  return [`# HELP ${name} ${escaped(help)}`, `# TYPE ${name} ${kind}`, ...lines, ''].join('\n');
}

function line(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text).replaceAll('"', '\\"')}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
