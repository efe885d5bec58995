import { setSingleKeys, usePreferences } from '../../stores/preferences-store.ts';
import { SwitchRow } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import styles from './help-sheet.module.css';

const groups: readonly { readonly title: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Anywhere',
    keys: [
      ['G T', 'Tasks'],
      ['G C', 'Conflicts'],
      ['G P', 'Profiles'],
      ['G H', 'History'],
      ['G N', 'Connections'],
      ['?', 'This help'],
    ],
  },
  {
    title: 'Tasks',
    keys: [
      ['/', 'Search'],
      ['J K ↓ ↑', 'Next, previous'],
      ['Home End', 'First, last'],
      ['Enter', 'Open'],
      ['E', 'Edit the title'],
      ['C', 'Add a task'],
      ['O', 'Open in its service'],
      ['Delete', 'Move to Bin'],
      ['Esc', 'Close'],
    ],
  },
  {
    title: 'Conflicts',
    keys: [
      ['1', 'Use the left value'],
      ['2', 'Use the right value'],
      ['3', 'Keep what was before'],
      ['E', 'Type a value'],
      ['J K', 'Next, previous'],
    ],
  },
];

export function HelpSheet({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const singleKeys = usePreferences((preferences) => preferences.singleKeys);
  return (
    <Dialog title="Help and keys" isOpen={isOpen} onClose={onClose} wide>
      <p>
        Edits are saved on this device at once. A run of a profile then keeps them the same at your services; Preview
        shows what a run would do before anything is written.
      </p>
      <div className={cx(styles.groups)}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className={cx(styles.title)}>{group.title}</h3>
            <dl className={cx(styles.keys)}>
              {group.keys.map(([keys, meaning]) => (
                <div key={keys} className={cx(styles.row)}>
                  <dt>
                    {keys.split(' ').map((key) => (
                      <KeyHint key={key}>{key}</KeyHint>
                    ))}
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <SwitchRow
        label="Single keys as commands"
        description="Turn this off if letters are typed by accident or by dictation."
        isSelected={singleKeys}
        onChange={setSingleKeys}
      />
    </Dialog>
  );
}
