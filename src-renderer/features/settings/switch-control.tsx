import { t } from '../../i18n/t.ts';
import { SwitchRow } from '../../ui/check-field.tsx';

interface Props {
  /** Of the setting, for screen readers. */
  readonly name: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
}

/** On or off, said in words beside the switch. */
export function SwitchControl({ name, isOn, onChange, isDisabled = false }: Props) {
  return (
    <SwitchRow
      label={t(isOn ? 'settings.on' : 'settings.off')}
      name={name}
      isSelected={isOn}
      onChange={onChange}
      isDisabled={isDisabled}
    />
  );
}
