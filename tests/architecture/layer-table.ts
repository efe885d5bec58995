import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, type SourceFile } from './source-files.ts';

export interface Layer {
  /** A folder or a file; the longest one that fits a path is its layer. */
  readonly folder: string;
  /**
   * What it may import besides itself: folders or files of ours, packages by name, `node:` for Node's own modules,
   * `any package` for those that have no home of their own (below).
   */
  readonly may: readonly string[];
}

/** Packages that one layer owns. They are named in its row and closed to `any package`. */
const owned = [
  'electron',
  'electron-store',
  'electron-updater',
  'better-sqlite3',
  'kysely',
  'keytar',
  'node-schedule',
  'cron-parser',
  'commander',
  'oauth4webapi',
  'ws',
  'fflate',
  'pino',
  'quickjs-emscripten-core',
  '@jitl/quickjs-singlefile-mjs-release-sync',
  'react',
  'react-dom',
];

const foundation = ['src-shared/errors.ts', 'src-shared/assert-never.ts', 'src-shared/domain'];
const signed = [
  ...foundation,
  ...['src-shared/connector', 'src-shared/ports', 'src-shared/http', 'src-shared/icalendar'],
];
const allButDesktop = [
  'src-shared',
  'src-main/core',
  'src-main/connectors/registry.ts',
  'src-main/hosts/node',
  'node:',
];

/** Every folder below src-main/connectors but the kit and the converters of rich text. */
export const connectorFolders: readonly string[] = readdirSync(join(root, 'src-main/connectors'), {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory() && !['kit', 'rich-text'].includes(entry.name))
  .map((entry) => `src-main/connectors/${entry.name}`);

/** Who may import whom. When the test fails, mend the import; a new row needs a decision record. */
export const layers: readonly Layer[] = [
  { folder: 'src-shared/errors.ts', may: [] },
  { folder: 'src-shared/assert-never.ts', may: [] },
  { folder: 'src-shared/version.ts', may: [] },
  { folder: 'src-shared/csv.ts', may: [] },
  { folder: 'src-shared/hidden-characters.ts', may: [] },
  { folder: 'src-shared/program-names.ts', may: ['src-shared/hidden-characters.ts'] },
  { folder: 'src-shared/secret.ts', may: [] },
  { folder: 'src-shared/web-globals.d.ts', may: [] },
  { folder: 'src-shared/domain', may: ['src-shared/errors.ts'] },
  { folder: 'src-shared/filter', may: foundation },
  { folder: 'src-shared/rules', may: [...foundation, 'src-shared/filter', 'src-shared/ports'] },
  {
    folder: 'src-shared/sync',
    may: [
      ...[...foundation, 'src-shared/filter', 'src-shared/rules', 'src-shared/connector/connector.ts'],
      ...['node-diff3', 'leven'],
    ],
  },
  { folder: 'src-shared/ports', may: foundation },
  { folder: 'src-shared/http', may: [...foundation, 'src-shared/ports'] },
  // The text of calendars, for the connector and for files.
  { folder: 'src-shared/icalendar', may: [...foundation, 'ical.js'] },
  { folder: 'src-shared/connector', may: [...foundation, 'src-shared/ports'] },
  { folder: 'src-shared/i18n', may: ['intl-messageformat'] },
  {
    folder: 'src-shared/i18n/status-sentence.ts',
    may: ['src-shared/i18n', 'src-shared/api/views.ts', 'src-shared/domain'],
  },
  { folder: 'src-shared/i18n/notice-words.ts', may: ['src-shared/i18n', 'src-shared/domain'] },
  { folder: 'src-shared/commands', may: [] },
  { folder: 'src-shared/api', may: [...foundation, 'src-shared/connector', 'src-shared/ports', 'zod'] },

  {
    folder: 'src-main/core',
    may: ['src-shared', 'src-main/core/scheduler', 'src-main/core/sign-in', 'node:', 'zod', 'yaml'],
  },
  { folder: 'src-main/core/sign-in', may: ['src-shared', 'src-main/core', 'node:', 'zod', 'oauth4webapi'] },
  { folder: 'src-main/core/scheduler', may: ['src-shared', 'src-main/core', 'node-schedule', 'cron-parser'] },
  { folder: 'src-main/core/store/sqlite', may: ['src-shared', 'src-main/core', 'node:', 'kysely', 'better-sqlite3'] },

  { folder: 'src-main/connectors/kit', may: [...signed, 'zod'] },
  { folder: 'src-main/connectors/rich-text', may: [...foundation, 'markdown-it', 'node-diff3', 'saxes'] },
  {
    folder: 'src-main/connectors/registry.ts',
    may: ['src-shared', ...connectorFolders.map((folder) => `${folder}/index.ts`)],
  },
  ...connectorFolders.map((folder) => ({
    folder,
    may: [...signed, 'src-main/connectors/kit', 'src-main/connectors/rich-text', 'any package'],
  })),

  // Simulated services for demonstrations and tests: servers, not part of the program that talks to them.
  { folder: 'src-main/demo', may: ['src-shared', 'node:', 'any package'] },

  { folder: 'src-main/hosts/node', may: allButDesktop },
  { folder: 'src-main/hosts/node/keychain.ts', may: [...allButDesktop, 'keytar'] },
  {
    folder: 'src-main/hosts/node/file-logger.ts',
    may: [...allButDesktop, 'src-main/connectors/kit/redact.ts', 'pino'],
  },
  { folder: 'src-main/hosts/node/diagnostics/make-diagnostics.ts', may: [...allButDesktop, 'fflate'] },
  {
    folder: 'src-main/hosts/node/quickjs-engine.ts',
    may: ['src-shared', 'quickjs-emscripten-core', '@jitl/quickjs-singlefile-mjs-release-sync'],
  },
  // The demonstration beside what is the person's own; its services are loaded when it is opened.
  { folder: 'src-main/hosts/demo', may: [...allButDesktop, 'src-main/demo'] },
  { folder: 'src-main/hosts/web', may: [...allButDesktop, 'src-main/hosts/cli', 'ws'] },
  {
    folder: 'src-main/hosts/cli',
    may: [
      ...[...allButDesktop, 'src-main/hosts/web', 'src-main/core/store/sqlite', 'commander', 'any package'],
      // Only the command that shows them.
      ...['src-main/demo', 'src-main/hosts/demo'],
    ],
  },
  {
    folder: 'src-main/hosts/desktop',
    may: [
      ...[...allButDesktop, 'src-main/hosts/web', 'src-main/hosts/demo', 'src-main/hosts/desktop/updates'],
      ...['electron', 'electron-store', 'electron-updater'],
    ],
  },
  // The rules for updates know nothing of Electron, so that they are tested where there is none.
  { folder: 'src-main/hosts/desktop/updates', may: ['src-shared', 'node:', 'zod'] },

  {
    folder: 'src-renderer',
    may: [
      ...['src-shared', 'src-renderer/ui', 'src-renderer/theme', 'src-renderer/i18n'],
      ...['react', 'react-dom', 'any package'],
    ],
  },
  { folder: 'src-renderer/theme', may: [] },
  { folder: 'src-renderer/i18n', may: ['src-shared/i18n', 'react'] },
  {
    folder: 'src-renderer/ui',
    may: [
      ...['src-renderer/theme', 'src-renderer/i18n', 'src-shared/hidden-characters.ts'],
      ...['react', 'react-dom', 'any package'],
    ],
  },
];

/** Sentences, one for each import that its layer may not have. */
export function violations(file: SourceFile): readonly string[] {
  const layer = layerOf(file.path);
  if (layer === null) return [`${file.path} belongs to no layer: put it into a folder of the table.`];
  return file.imports.flatMap(({ specifier, target, line }) => {
    if (target === null) return [`${file.path}:${line} imports a computed name, which cannot be checked.`];
    if (isAllowed(layer, target)) return [];
    return [
      `${file.path}:${line} imports '${specifier}'. ${layer.folder} may import only itself and: ${layer.may.join(', ') || 'nothing'}.`,
    ];
  });
}

function isAllowed(layer: Layer, target: string): boolean {
  if (layerOf(target) === layer) return true;
  return layer.may.some((allowed) => {
    if (allowed === 'node:') return target.startsWith('node:');
    if (allowed === 'any package') return isPackage(target) && !owned.some((name) => isPart(target, name));
    return isPart(target, allowed);
  });
}

function isPackage(target: string): boolean {
  return !target.startsWith('node:') && !/^(src-|tests\/|resources\/|package\.json|\.\.)/.test(target);
}

export function layerOf(path: string): Layer | null {
  const fitting = layers.filter(({ folder }) => isPart(path, folder));
  return fitting.sort((a, b) => b.folder.length - a.folder.length)[0] ?? null;
}

/** `kysely/migration` is part of `kysely`, a file is part of its folder. */
function isPart(path: string, whole: string): boolean {
  return path === whole || path.startsWith(`${whole}/`);
}
