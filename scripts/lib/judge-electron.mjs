/** Electron supports its newest three majors. */
const supportedMajors = 3;
const patchDays = 30;

/**
 * What is wrong with the Electron that we ship (SEC-06): out of support, or a fix of its own line has been out for over 30 days.
 * @param {string} ours
 * @param {Readonly<Record<string, string>>} released by version, when it came out
 * @param {number} now
 * @returns {string[]}
 */
export function judgeElectron(ours, released, now) {
  const stable = Object.keys(released).filter((version) => /^\d+\.\d+\.\d+$/.test(version));
  const newestMajor = Math.max(...stable.map(majorOf));
  const complaints = [];
  if (majorOf(ours) <= newestMajor - supportedMajors) {
    complaints.push(`Electron ${ours} is out of support: ${newestMajor} is the newest major, and three are supported.`);
  }
  const days = (/** @type {string} */ version) => (now - Date.parse(released[version] ?? '')) / 86_400_000;
  const overdue = stable
    .filter((version) => majorOf(version) === majorOf(ours) && compare(version, ours) > 0 && days(version) > patchDays)
    .sort(compare);
  const [first] = overdue;
  if (first) complaints.push(`Electron ${first} has been out for ${Math.floor(days(first))} days; we are at ${ours}.`);
  return complaints;
}

/** @param {string} version */
function majorOf(version) {
  return Number(version.split('.')[0]);
}

/** @param {string} some @param {string} other */
function compare(some, other) {
  const [a, b] = [some, other].map((version) => version.split('.').map(Number));
  const at = [0, 1, 2].find((index) => a?.[index] !== b?.[index]) ?? 0;
  return (a?.[at] ?? 0) - (b?.[at] ?? 0);
}
