import type { ContainerSchema, FieldOption } from '../../../src-shared/connector/connector.ts';
import type { Milestone, Repository, User } from './gitea-wire.ts';

/** What Gitea knows of a repository besides its issues. */
export interface Catalogue {
  readonly repository: Repository;
  readonly people: readonly User[];
  readonly milestones: readonly Milestone[];
}

export function describeRepository({ repository, people, milestones }: Catalogue): ContainerSchema {
  // From those who may not write, Gitea takes an issue and leaves these out without a word.
  const writable = mayWrite(repository);
  return {
    fields: {
      title: { writable: true, maxLength: 255 },
      body: { writable: true },
      status: {
        writable: true,
        options: [
          { value: 'open', label: 'Open', means: 'todo' },
          { value: 'closed', label: 'Closed', means: 'done' },
        ],
      },
      labels: { writable },
      assignees: { writable, options: people.map(personOption) },
      milestone: { writable, options: milestoneOptions(milestones) },
      due: { writable, dates: ['date'] },
    },
  };
}

export function mayWrite({ archived, permissions }: Repository): boolean {
  return archived !== true && permissions?.push === true;
}

/** By e-mail address, unless the person hides it behind one that leads nowhere. */
function personOption({ login, full_name, email }: User): FieldOption {
  const isShown = email !== null && email !== '' && !/@(?:.+\.)?noreply\./i.test(email);
  return { value: login, label: full_name || login, means: isShown ? email : login };
}

/** Open ones first: of two with one title the open one is written. */
function milestoneOptions(milestones: readonly Milestone[]): readonly FieldOption[] {
  return [...milestones]
    .sort((a, b) => Number(a.state !== 'open') - Number(b.state !== 'open'))
    .map(({ id, title }) => ({ value: String(id), label: title, means: title }));
}
