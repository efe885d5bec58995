/** Times as Jira writes and reads them: in the zone of the account that asks. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    });
  formats.set(zone, known);
  return known;
}

/** The wall clock of the zone as if it were UTC, less the moment itself. */
function offsetMs(time: number, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, second } = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(time / 1000) * 1000;
}

/** `2021-03-28T16:06:08.713+0800`: no colon in the offset. */
export function zonedTime(time: number, zone: string): string {
  const offset = offsetMs(time, zone);
  const wall = new Date(time + offset).toISOString().slice(0, 23);
  const minutes = Math.abs(offset) / 60_000;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${two(minutes / 60)}${two(minutes % 60)}`;
}

/** The moment of a wall clock in the zone; of the two in the hour that clocks go back over, the first. */
export function timeInZone(wall: string, zone: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  const first = asUtc - offsetMs(asUtc, zone);
  return asUtc - offsetMs(first, zone);
}
