import type { FieldOption } from '../../../src-shared/connector/connector.ts';
import type { People, PersonRow } from '../../../src-shared/domain/profile.ts';

/** An account of one place, its partner at the other one, and why they are taken for the same person. */
export interface AccountPair {
  readonly account: FieldOption;
  readonly partner: string | null;
  readonly by: PersonRow['accounts'][number]['by'] | null;
}

/** Accounts of the left place with what the table says or what equal addresses and logins propose. */
export function accountPairs(
  accounts: readonly FieldOption[],
  rows: readonly PersonRow[],
  [left, right]: readonly [string, string],
): readonly AccountPair[] {
  return accounts.map((account) => {
    const row = rows.find(({ accounts: own }) =>
      own.some((one) => one.endpoint === left && (one.account === account.value || one.label === account.label)),
    );
    const partner = row?.accounts.find(({ endpoint }) => endpoint === right);
    return { account, partner: partner?.account ?? null, by: partner?.by ?? null };
  });
}

/** The table with the two accounts as one person, whoever had them before. */
export function withPerson(people: People, person: string, accounts: Readonly<Record<string, string>>): People {
  const others = Object.entries(people).flatMap(([name, own]) => {
    const kept = Object.entries(own).filter(([endpoint, account]) => accounts[endpoint] !== account);
    return name === person || kept.length === 0 ? [] : [[name, Object.fromEntries(kept)] as const];
  });
  return { ...Object.fromEntries(others), [person]: accounts };
}
