import { useQuery } from '../../stores/query-store.ts';
import { SkeletonBar } from '../../ui/skeleton.tsx';
import { SettingRow } from '../settings/setting-row.tsx';
import { Failure } from '../words/failure.tsx';
import { DeviceList } from './device-list.tsx';
import { NewCode } from './new-code.tsx';
import { RememberBrowser } from './remember-browser.tsx';

/** Who else may use this Task Sync, and how one more gets in. */
export function DevicesSection() {
  const { value, error } = useQuery('devices.show', {});
  return (
    <>
      {error && <Failure error={error} />}
      <SettingRow id="rememberBrowser" section="devices">
        {value ? <RememberBrowser view={value} /> : <SkeletonBar />}
      </SettingRow>
      <SettingRow id="pairDevice" section="devices">
        {value ? <NewCode view={value} /> : <SkeletonBar />}
      </SettingRow>
      <SettingRow id="pairedDevices" section="devices">
        {value ? <DeviceList view={value} /> : <SkeletonBar />}
      </SettingRow>
    </>
  );
}
