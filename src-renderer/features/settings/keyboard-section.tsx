import { KeyboardSettings } from '../shell/keyboard-settings.tsx';
import { SettingRow } from './setting-row.tsx';

export function KeyboardSection() {
  return (
    <SettingRow id="keys" section="keyboard">
      <KeyboardSettings />
    </SettingRow>
  );
}
