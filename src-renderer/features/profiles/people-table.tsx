import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { TextField } from '../../ui/text-field.tsx';
import tableStyles from './mapping-form.module.css';
import type { MappingRow } from './mapping-table.ts';
import styles from './people-table.module.css';

interface Props {
  readonly rows: readonly MappingRow[];
  /** The service does not list its people, so they can be typed. */
  readonly isOpen: boolean;
  readonly onChange: (rows: readonly MappingRow[]) => void;
}

/** Who is who: the person's name at the service, and how the same person is known here. */
export function PeopleTable({ rows, isOpen, onChange }: Props) {
  const set = (remote: string, text: string) =>
    onChange(rows.map((row) => (row.remote === remote ? { ...row, task: text } : row)));
  return (
    <div>
      <p className={cx(tableStyles.legend)}>People</p>
      {rows.length > 0 && (
        <div className={cx(styles.scroll)}>
          <table className={cx(tableStyles.table)}>
            <thead>
              <tr>
                <th scope="col">There</th>
                <th scope="col">Known here as</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.remote}>
                  <th scope="row">{row.label}</th>
                  <td>
                    <TextField
                      aria-label={`${row.label} is known here as`}
                      label=""
                      value={row.task ?? ''}
                      onChange={(text) => set(row.remote, text)}
                      placeholder="ana@example.org"
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isOpen && <AddPerson onAdd={(remote, task) => onChange([...rows, { remote, label: remote, task }])} />}
    </div>
  );
}

function AddPerson({ onAdd }: { readonly onAdd: (remote: string, task: string) => void }) {
  const [remote, setRemote] = useState('');
  const [task, setTask] = useState('');
  const isComplete = remote.trim() !== '' && task.trim() !== '';
  return (
    <div className={cx(styles.add)}>
      <TextField label="Name there" value={remote} onChange={setRemote} />
      <TextField label="Known here as" value={task} onChange={setTask} />
      <Button
        icon={Plus}
        isDisabled={!isComplete}
        onPress={() => {
          onAdd(remote.trim(), task.trim());
          setRemote('');
          setTask('');
        }}
      >
        Add person
      </Button>
    </div>
  );
}
