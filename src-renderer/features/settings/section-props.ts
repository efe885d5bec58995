import type { SettingsView } from '../../../src-shared/api/views.ts';
import type { SettingChange } from './use-setting-change.ts';

export interface SectionProps {
  readonly settings: SettingsView;
  readonly change: SettingChange['change'];
}
