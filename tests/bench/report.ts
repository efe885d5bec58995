import { availableParallelism, cpus, totalmem } from 'node:os';
import { type Measurement, steps } from './cases.ts';

export interface Machine {
  readonly node: string;
  readonly system: string;
  readonly processors: number;
  readonly model: string;
  readonly memoryGb: number;
}

export const machine: Machine = {
  node: process.version,
  system: `${process.platform} ${process.arch}`,
  processors: availableParallelism(),
  model: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGb: Math.round(totalmem() / 2 ** 30),
};

const columns: readonly (readonly [string, (one: Measurement, floorMs: number) => string])[] = [
  ['case', (one) => one.case],
  ['tasks', (one) => String(one.tasks)],
  ['step', (one) => one.step],
  ['program', (one) => one.program],
  ['wall s', (one) => (one.wallMs / 1000).toFixed(2)],
  ['x floor', (one, floorMs) => (one.wallMs / floorMs).toFixed(1)],
  ['cpu s', (one) => orDash(one.cpuMs, (ms) => (ms / 1000).toFixed(2))],
  ['memory MB', (one) => orDash(one.maxRssMb, (mb) => mb.toFixed(0))],
  ['loop p99 ms', (one) => orDash(one.loopP99Ms, (ms) => ms.toFixed(0))],
  ['loop max ms', (one) => orDash(one.loopMaxMs, (ms) => ms.toFixed(0))],
  ['requests', (one) => orDash(one.requests, String)],
  ['writes in flight', (one) => orDash(one.writesInFlight, String)],
];

/** The floor of a case and step is its `bare client` line. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map((one) => columns.map(([, cell]) => cell(one, floorOf(one, measurements))));
  return drawn(
    columns.map(([head]) => head),
    rows,
  );
}

const scaleColumns: readonly (readonly [string, (one: Measurement, smallest: Measurement) => string])[] = [
  ['step', (one) => one.step],
  ['tasks', (one) => String(one.tasks)],
  ['wall s', (one) => (one.wallMs / 1000).toFixed(2)],
  ['cpu s', (one) => orDash(one.cpuMs, (ms) => (ms / 1000).toFixed(2))],
  ['x cpu of the smallest', (one, { cpuMs }) => ((one.cpuMs ?? Number.NaN) / (cpuMs ?? Number.NaN)).toFixed(1)],
  ['cpu ms a task', (one) => orDash(one.cpuMs, (ms) => (ms / one.tasks).toFixed(3))],
  ['memory MB', (one) => orDash(one.maxRssMb, (mb) => mb.toFixed(0))],
  ['loop p99 ms', (one) => orDash(one.loopP99Ms, (ms) => ms.toFixed(0))],
  ['loop max ms', (one) => orDash(one.loopMaxMs, (ms) => ms.toFixed(0))],
  ['requests', (one) => orDash(one.requests, String)],
];

/** Cost against size, step by step: a step whose cost follows what changed has the same CPU in all its lines. */
export function scaleTable(measurements: readonly Measurement[]): string {
  const rows = steps.flatMap((step) => {
    const own = measurements.filter((one) => one.step === step).sort((a, b) => a.tasks - b.tasks);
    return own.map((one) => scaleColumns.map(([, cell]) => cell(one, own[0] ?? one)));
  });
  return drawn(
    scaleColumns.map(([head]) => head),
    rows,
  );
}

function drawn(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, index) => Math.max(head.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  return [line(heads), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}

function floorOf(one: Measurement, all: readonly Measurement[]): number {
  const floor = all.find(
    (other) => other.program === 'bare client' && other.case === one.case && other.step === one.step,
  );
  return floor?.wallMs ?? Number.NaN;
}

function orDash(value: number | null, text: (value: number) => string): string {
  return value === null ? '-' : text(value);
}
