import { z } from 'zod';
import { backupReasons, type Manifest } from './backup.ts';

const sealed = z.object({ iv: z.string().max(100), tag: z.string().max(100), data: z.string().max(200) });
const count = z.number().int().min(0);
const head = z.object({
  at: z.iso.datetime(),
  reason: z.enum(backupReasons),
  schema: count,
  ...{ tasks: count, profiles: count, connections: count, waiting: count, bytes: count },
  secrets: z.literal('not included'),
  seal: z.object({ salt: z.string().max(100), key: sealed }).nullable(),
});

export interface BackupHead {
  readonly manifest: Manifest;
  /** The key of the database in it, under a passphrase; null: it is not sealed. */
  readonly seal: z.output<typeof head>['seal'];
}

/** From anywhere; null: it is not the head of a backup. */
export function readManifest(json: string): BackupHead | null {
  try {
    const { seal, ...manifest } = head.parse(JSON.parse(json));
    return { manifest, seal };
  } catch {
    return null;
  }
}
