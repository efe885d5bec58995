import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { defineConfig } from 'vitepress';

const docs = resolve(import.meta.dirname, '..');
const root = resolve(docs, '..');
/** Where the sources can be read, e.g. `https://github.com/<owner>/<name>/blob/main`. Without it such links are plain words. */
const sources = process.env['TASKSYNC_SOURCES_URL'];

/** Pages link to sources and to files beside the site by their paths, so that the links work in the repository, too. */
function leadOutside(md) {
  const usual = md.renderer.rules.link_open ?? ((tokens, index, options, _, self) => self.renderToken(tokens, index, options));
  md.core.ruler.push('outside-links', (state) => {
    for (const { children } of state.tokens) {
      let isOpen = false;
      for (const token of children ?? []) {
        if (token.type === 'link_open') isOpen = mend(token, state.env.path);
        else if (token.type === 'link_close' && isOpen) {
          if (sources === undefined) Object.assign(token, { tag: 'span' });
          isOpen = false;
        }
      }
    }
  });
  md.renderer.rules.link_open = (tokens, index, options, env, self) =>
    tokens[index].tag === 'span' ? self.renderToken(tokens, index, options) : usual(tokens, index, options, env, self);
}

/** True when the link leads out of the site. */
function mend(token, page) {
  const href = token.attrGet('href') ?? '';
  if (/^([a-z]+:|#|\/)/.test(href)) return false;
  const [path, anchor = ''] = href.split(/(?=#)/);
  // Two pages include files of `.github`, whose links begin there.
  const file = [dirname(page), join(root, '.github')].map((folder) => resolve(folder, path)).find(existsSync);
  if (file === undefined) return false;
  if (file === join(root, '.github', 'ARCHITECTURE.md')) token.attrSet('href', '/develop/architecture');
  else if (file.startsWith(docs) && file.endsWith('.md')) token.attrSet('href', relative(dirname(page), file) + anchor);
  else {
    if (sources === undefined) Object.assign(token, { tag: 'span', attrs: null });
    else token.attrSet('href', `${sources}/${relative(root, file)}`);
    return true;
  }
  return false;
}

const using = (text, page) => ({ text, link: `/using/${page}` });

export default defineConfig({
  title: 'Task Sync',
  description: 'Keeps tasks in step between trackers: two-way, offline first, with conflicts a person can understand',
  cacheDir: join(root, 'node_modules/.cache/task-sync-docs'),
  outDir: join(root, 'out/docs'),
  cleanUrls: true,
  lastUpdated: false,
  markdown: { config: leadOutside, image: { lazyLoading: true } },
  // Search works in the page, nothing is asked of anybody's server.
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Begin', link: '/getting-started' },
      { text: 'Services', link: '/services/' },
      { text: 'Reference', link: '/command-line' },
      { text: 'Develop', link: '/develop/' },
    ],
    sidebar: [
      {
        text: 'Begin',
        items: [
          { text: 'Getting started', link: '/getting-started' },
          { text: 'How it works', link: '/using' },
          { text: 'Questions', link: '/questions' },
          { text: 'When something fails', link: '/troubleshooting' },
        ],
      },
      {
        text: 'Using it',
        items: [
          using('Connections', 'connections'),
          using('Profiles', 'profiles'),
          using('Profiles as files, rules, scripts', 'profile-file'),
          using('Preview, runs, history, undo', 'runs'),
          using('Tasks as files', 'data'),
          using('Conflicts', 'conflicts'),
          using('Tasks', 'tasks'),
          using('Offline', 'offline'),
          using('Keys and commands', 'keys'),
          using('On your desktop', 'desktop'),
          using('Without a window', 'servers'),
          using('Logs and numbers', 'logs'),
          { text: 'Other devices', link: '/other-devices' },
        ],
      },
      {
        text: 'Services',
        items: [
          { text: 'All of them', link: '/services/' },
          ...['GitHub', 'Jira', 'Trello', 'Asana', 'CalDAV', 'Redmine', 'Gitea'].map((text) => ({
            text,
            link: `/services/${text.toLowerCase()}`,
          })),
        ],
      },
      {
        text: 'Reference',
        items: [
          { text: 'The command line', link: '/command-line' },
          { text: 'Help of each command', link: '/reference/command-help' },
          { text: 'Errors', link: '/reference/errors' },
          { text: 'The API of the core', link: '/reference/api' },
        ],
      },
      {
        text: 'Trust',
        items: [
          { text: 'What Task Sync promises', link: '/correctness' },
          { text: 'Security', link: '/security' },
          { text: 'Known bugs, put in on purpose', link: '/mutants' },
          { text: 'How fast it is', link: '/benchmark' },
        ],
      },
      {
        text: 'Develop',
        items: [
          { text: 'Set-up', link: '/develop/' },
          { text: 'Architecture', link: '/develop/architecture' },
          { text: 'Adding a connector', link: '/develop/adding-a-connector' },
          { text: 'Decisions', link: '/decisions/' },
        ],
      },
    ],
  },
});
