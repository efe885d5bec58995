import { version } from '../../../../src-shared/version.ts';
import { checkData } from './check-data.ts';
import { checkWithin, type Within } from './check-within.ts';
import { type Finding, fine } from './finding.ts';

export interface Patient extends Within {
  readonly dataDir: string;
}

/** Looks at everything that a person could put right, and repairs nothing. The API is asked only when the data can be read. */
export async function examine({ dataDir, ...within }: Patient): Promise<readonly Finding[]> {
  const { node } = process.versions;
  const about = fine('program', `Task Sync ${version} on Node ${node}, ${process.platform} ${process.arch}.`, {
    ...{ version, node, platform: process.platform, arch: process.arch },
  });
  const data = await checkData(dataDir);
  const isUsable = data.every(({ check, state }) => check !== 'database' || state === 'fine');
  return [about, ...data, ...(isUsable ? await checkWithin(within) : [])];
}
