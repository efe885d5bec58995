import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { accountPairs, withPerson } from './people-edit.ts';
import { placeNames } from './profile-draft.ts';
import type { DraftEditor } from './use-draft.ts';
import type { Trial } from './use-trial.ts';
import styles from './values-dialog.module.css';

interface Props {
  readonly editor: DraftEditor;
  readonly trial: Trial;
  readonly onClose: () => void;
}

/** Who is who at the places: proposed where addresses or logins are equal, decided by a person. */
export function PeopleDialog({ editor: { draft, change }, trial, onClose }: Props) {
  const names = placeNames(draft.places);
  const [left = '', right = ''] = names;
  const optionsAt = (index: number) => trial.view?.places[index]?.schema?.fields['assignees']?.options ?? [];
  const [from, to] = [optionsAt(0), optionsAt(1)];
  const pairs = names.length === 2 ? accountPairs(from, trial.view?.people ?? [], [left, right]) : [];
  return (
    <Dialog
      title={t('profiles.people.title')}
      isOpen
      onClose={onClose}
      wide
      actions={<Button onPress={onClose}>{t('profiles.close')}</Button>}
    >
      <p>{t('profiles.people.help')}</p>
      {pairs.length > 0 && to.length > 0 && (
        <table className={cx(styles.table)}>
          <thead>
            <tr>
              <th scope="col">{left}</th>
              <th scope="col">{right}</th>
              <th scope="col">{t('profiles.people.why')}</th>
            </tr>
          </thead>
          <tbody>
            {pairs.map(({ account, partner, by }) => (
              <tr key={account.value}>
                <th scope="row">
                  <bdi>
                    <ForeignText text={account.label} />
                  </bdi>
                </th>
                <td>
                  <SelectField
                    label={t('profiles.people.is', { person: account.label, place: right })}
                    hideLabel
                    options={to.map(({ value, label }) => ({ value, label }))}
                    value={to.find(({ value, label }) => value === partner || label === partner)?.value ?? null}
                    placeholder={t('profiles.people.nobody')}
                    onChange={(chosen) =>
                      change({
                        people: withPerson(draft.people, account.means ?? account.label, {
                          [left]: account.value,
                          [right]: chosen,
                        }),
                      })
                    }
                  />
                </td>
                <td>{by && <Chip>{t(`profiles.people.by.${by}`)}</Chip>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {Object.keys(draft.people).length > 0 && (
        <ul>
          {Object.entries(draft.people).map(([person, accounts]) => (
            <li key={person} className={cx(styles.person)}>
              <span>
                {t('profiles.people.row', {
                  person,
                  accounts: Object.entries(accounts).map(([place, account]) => `${place}: ${account}`),
                })}
              </span>
              <IconButton
                label={t('profiles.people.remove', { person })}
                icon={Trash2}
                onPress={() => {
                  const { [person]: _gone, ...people } = draft.people;
                  change({ people });
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <AddPerson
        names={names}
        onAdd={(person, accounts) => change({ people: withPerson(draft.people, person, accounts) })}
      />
    </Dialog>
  );
}

interface AddProps {
  readonly names: readonly string[];
  readonly onAdd: (person: string, accounts: Readonly<Record<string, string>>) => void;
}

/** For services that do not list their people: names as they stand there. */
function AddPerson({ names, onAdd }: AddProps) {
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const said = names.flatMap((name) => {
    const account = typed.get(name)?.trim() ?? '';
    return account === '' ? [] : [[name, account] as const];
  });
  return (
    <div className={cx(styles.tables)}>
      {names.map((name) => (
        <TextField
          key={name}
          label={t('profiles.people.nameAt', { place: name })}
          value={typed.get(name) ?? ''}
          onChange={(text) => setTyped(new Map(typed).set(name, text))}
        />
      ))}
      <div>
        <Button
          icon={Plus}
          isDisabled={said.length < Math.min(2, names.length)}
          onPress={() => {
            const person = said.find(([, name]) => name.includes('@'))?.[1] ?? said[0]?.[1];
            if (person !== undefined) onAdd(person, Object.fromEntries(said));
            setTyped(new Map());
          }}
        >
          {t('profiles.people.add')}
        </Button>
      </div>
    </div>
  );
}
