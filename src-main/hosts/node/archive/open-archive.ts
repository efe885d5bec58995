import type { ArchiveFolder, ArchivePlace } from '../../../core/archive/archive.ts';

/** The archive in a folder. */
export function openArchive(folder: string): ArchivePlace {
  let opening: Promise<ArchiveFolder> | null = null;
  return {
    folder,
    files: () => {
      opening ??= import('./archive-folder.ts').then(({ createArchiveFolder }) => createArchiveFolder(folder));
      return opening;
    },
  };
}
