import { container, type World } from '../world.ts';
import { Violation } from './violation.ts';

/** S17: nothing is written outside of containers, directions and mappings. */
export function checkScope({ services, setting }: World): void {
  for (const [index, { log, name }] of services.entries()) {
    const endpoints = setting.profiles.flatMap((profile) => profile.endpoints.filter((one) => one.service === index));
    const writable = endpoints.filter(({ direction }) => direction !== 'pull');
    for (const write of log) {
      if (write.by !== 'sync') continue;
      if (write.container !== container) throw new Violation('S17', `${name}: a write to the list ${write.container}`);
      if (writable.length === 0) throw new Violation('S17', `${name}: a write to an authority`);
      for (const field of Object.keys(write.fields)) {
        if (writable.some(({ without }) => !without.includes(field))) continue;
        throw new Violation('S17', `${name}: ${field} was written, which the mapping keeps out`);
      }
    }
  }
}
