/**
 * Says yes to so many calls within the time, and no to what comes beyond them: what others can set off, as often as they like, must
 * not fill the screen (SEC-57).
 * @param now milliseconds that only run forward
 */
export function atMost(most: number, withinMs: number, now: () => number = () => performance.now()): () => boolean {
  const allowed: number[] = [];
  return () => {
    const time = now();
    while (allowed[0] !== undefined && allowed[0] <= time - withinMs) allowed.shift();
    if (allowed.length >= most) return false;
    allowed.push(time);
    return true;
  };
}
