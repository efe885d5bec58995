import { cx } from '../../ui/cx.ts';
import { type ChangeKind, changeKinds } from './change-kinds.ts';
import styles from './kind-patterns.module.css';

/** Each kind has a texture besides its colour: plain, slanted, dotted, lined. */
const textures: Readonly<Record<ChangeKind, string | null>> = {
  created: null,
  changed: 'M-1 1 l2 -2 M0 6 l6 -6 M5 7 l2 -2',
  deleted: 'M1.500 3 h3 M3 1.500 v3',
  conflicts: 'M0 1.500 h6 M0 4.500 h6',
};

export function KindPatterns({ id }: { readonly id: string }) {
  return (
    <defs>
      {changeKinds.map((kind) => (
        <pattern key={kind} id={patternId(id, kind)} width={6} height={6} patternUnits="userSpaceOnUse">
          <rect width={6} height={6} className={cx(styles[kind])} />
          {textures[kind] !== null && <path d={textures[kind]} className={cx(styles.texture)} />}
        </pattern>
      ))}
    </defs>
  );
}

export function patternId(id: string, kind: ChangeKind): string {
  return `${id}-${kind}`;
}
