import { testTitles } from './test-titles.mjs';

/**
 * The requirements of docs/security.md, each in a few words. A test holds one by naming it in its title: "… (SEC-28)".
 * `top`: one of the twenty that come first. `rest`: what no test here holds, and why.
 * @typedef {{ words: string, top?: true, rest?: string }} Requirement
 */

/** @type {Readonly<Record<string, Readonly<Record<string, Requirement>>>>} */
const sections = {
  'Windows and processes': {
    'SEC-01': { words: 'one factory makes every window, and refuses an unsafe setting or a missing one', top: true },
    'SEC-02': { words: 'the page comes from `app://`; no path leads out of its folder' },
    'SEC-03': {
      words: 'the content policy lets nothing foreign run or load: no inline script, no eval, no network',
      top: true,
    },
    'SEC-04': { words: 'pages have no network; the program speaks for them', top: true },
    'SEC-05': { words: 'the fuses of the packaged program are set', top: true },
    'SEC-06': { words: 'Electron is a supported version, and a fresh one' },
    'SEC-07': { words: 'no developer tools, test hooks or source maps in what is shipped' },
    'SEC-08': {
      words: 'the sandbox is on for every page; with switches that lift it the packaged program does not start',
    },
  },
  'Calls between page and program': {
    'SEC-09': {
      words: 'a call from a wrong page, frame or with wrong arguments is refused before its handler',
      top: true,
    },
    'SEC-10': { words: 'the page holds named functions only, frozen, and chooses no channel' },
    'SEC-11': { words: 'no call takes the path of a file from a page' },
    'SEC-12': { words: 'no secret ever goes to a page' },
  },
  'Navigation and links': {
    'SEC-13': { words: 'a page goes nowhere, opens nothing, embeds nothing, and may ask for no device', top: true },
    'SEC-14': {
      words: 'a link leaves only as https, http after a question, or mail; anything sly is refused',
      top: true,
    },
    'SEC-15': { words: 'links into the program follow a fixed grammar and change nothing by themselves' },
  },
  'Hostile content': {
    'SEC-16': {
      words: 'what others wrote is shown as text: it runs nothing, loads nothing, leaves no box',
      top: true,
    },
    'SEC-17': { words: 'characters that hide or reorder text are made visible' },
    'SEC-18': { words: 'answers are bounded in size, depth and number; no key reaches a prototype' },
    'SEC-19': { words: 'XML has no DTD, no entities of its own, no bombs' },
    'SEC-20': { words: 'no text takes more than its time to read' },
  },
  Secrets: {
    'SEC-21': { words: 'secrets lie encrypted, or nowhere', top: true },
    'SEC-22': { words: 'a lost keyring means signing in again, and nothing else is lost' },
    'SEC-23': { words: 'no secret in a log, an error or a report', top: true },
    'SEC-24': { words: 'files are for their owner only' },
    'SEC-25': { words: 'the database can be encrypted', rest: 'not yet: the disk’s encryption is what there is' },
    'SEC-26': { words: 'removing an account removes its secrets, here and at the service' },
    'SEC-27': { words: 'history and conflicts hold no secret' },
  },
  'Network and sign-in': {
    'SEC-28': { words: 'credentials go to the host that they were given for, whatever redirects say', top: true },
    'SEC-29': { words: 'TLS 1.2 or newer, always verified', top: true },
    'SEC-30': {
      words: 'sign-in in the person’s own browser, bound to the attempt, one answer, then closed',
      top: true,
    },
    'SEC-31': { words: 'no client secret of ours is in the program' },
    'SEC-32': { words: 'one renewal at a time, on the disk before it is used', top: true },
    'SEC-33': { words: 'no more rights are asked for than are used' },
    'SEC-34': { words: 'where to connect is the person’s word, never a service’s' },
    'SEC-35': { words: 'no host but the configured ones is spoken to' },
    'SEC-36': { words: 'time-outs, limits and asked-for pauses hold' },
  },
  Scripts: {
    'SEC-37': { words: 'a script sees data and nothing else, for a short time, in little memory', top: true },
    'SEC-38': { words: 'a script that nobody has seen at work is held back' },
    'SEC-39': { words: 'no eval, no `Function`, no `node:vm` in the program' },
  },
  'The page in a browser': {
    'SEC-40': {
      words: 'only this computer, only by its exact name, only with a token, only from its own page',
      top: true,
    },
    'SEC-41': { words: 'other devices: only when switched on, over TLS, after pairing' },
  },
  Files: {
    'SEC-42': { words: 'no cell of an export is a formula', top: true },
    'SEC-43': { words: 'an archive cannot write outside of its folder, nor fill the disk' },
    'SEC-44': { words: 'files of services are never put on this disk nor opened here; one that is a program says so' },
    'SEC-45': { words: 'an import is bounded, checked, and shown before it is done' },
    'SEC-46': { words: 'values are bound, never written into SQL; a database trusts nothing inside it' },
  },
  'Updates and supply chain': {
    'SEC-47': { words: 'an update is signed and newer, or it is not installed', top: true },
    'SEC-48': { words: 'a second signature, checked in the program' },
    'SEC-49': { words: 'installers are signed', rest: 'in GitHub Actions: needs certificates' },
    'SEC-50': { words: 'dependencies are locked, hashed and audited', top: true },
    'SEC-51': { words: 'the build’s own tools are pinned' },
    'SEC-52': { words: 'known holes are closed within days', rest: 'in GitHub Actions: needs the registry’s audit' },
  },
  'Safety of actions': {
    'SEC-53': { words: 'the first run, and any unusual one, is shown before its first write', top: true },
    'SEC-54': { words: 'every write to a service is on record, and the record shows whether somebody changed it' },
    'SEC-55': { words: 'writes can be taken back' },
    'SEC-56': { words: 'nothing is reported to anybody' },
    'SEC-57': { words: 'no flood of notices or windows, whatever others write' },
    'SEC-58': { words: 'no secret goes to the clipboard by itself' },
    'SEC-59': {
      words: 'tokens and keys are let go of when the screen locks, as far as they come back without the person',
    },
    'SEC-60': { words: 'secrets are overwritten in memory after use where they are bytes; texts cannot be' },
    'SEC-61': { words: 'a full disk, a read-only home or a wrong clock weakens nothing' },
    'SEC-62': { words: 'fields for secrets are masked, for programs that read the screen, too' },
    'SEC-63': {
      words: 'a private way to report holes, with times for the fix; `security.txt` waits for a site of our own',
    },
    'SEC-64': { words: 'this table is made from the tests, and a gap in it fails the build' },
  },
};

/** Nobody has written down why: for one of the first twenty that fails the build. */
export const noTest = 'not yet: no test names it';

/** @typedef {{ id: string, words: string, top: boolean, tests: import('./test-titles.mjs').NamedTest[], rest: string | null }} HeldRequirement */

/** @returns {{ section: string, requirements: HeldRequirement[] }[]} */
export function requirementTests() {
  const all = testTitles();
  return Object.entries(sections).map(([section, rows]) => ({
    section,
    requirements: Object.entries(rows).map(([id, { words, top = false, rest }]) => {
      const tests = all.filter(({ title }) => new RegExp(`\\b${id}\\b`).test(title));
      return { id, words, top, tests, rest: rest ?? (tests.length === 0 ? noTest : null) };
    }),
  }));
}
