import { createServer } from 'node:http';
import { cells, nameOf, type State, states } from './cells.ts';
import { isAlone, stories, storyName } from './components/states.ts';
import { openStage } from './stage.ts';

/** `npm run gallery`: a page of links, one for every cell of the state matrix, and those of the components. */
const stage = await openStage();
const screens = [...new Set(cells.map(({ screen }) => screen))];

function link(screen: string, state: State): string {
  const cell = cells.find((one) => one.screen === screen && one.state === state);
  return cell ? `<a href="/open/${nameOf(cell)}" target="_blank" rel="noreferrer">${state}</a>` : '–';
}

const rows = screens.map((screen) => {
  const links = states.map((state) => `<td>${link(screen, state)}</td>`);
  return `<tr><th scope="row">${screen}</th>${links.join('')}</tr>`;
});
const alone = stories.filter(isAlone);

function componentLink(name: string): string {
  return `<li><a href="/components/${name}" target="_blank" rel="noreferrer">${name}</a></li>`;
}

const index = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title>
<style>body{font:16px system-ui;margin:2rem}td,th{padding:.5rem;text-align:start}</style>
<h1>Every screen in every state</h1><table>${rows.join('')}</table>
<h2>Every component in every state</h2><ul>${[componentLink('components'), ...alone.map((story) => componentLink(storyName(story)))].join('')}</ul></html>`;

const server = createServer((request, response) => {
  const cell = cells.find((one) => request.url === `/open/${nameOf(one)}`);
  const story = alone.find((one) => request.url === `/components/${storyName(one)}`);
  const isComponents = story !== undefined || request.url === '/components/components';
  if (!cell && !isComponents) return void response.setHeader('content-type', 'text/html; charset=utf-8').end(index);
  const found = cell ? stage.address(cell) : stage.componentsAddress(story);
  void found.then((address) => response.writeHead(302, { location: address }).end());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.stdout.write(`http://127.0.0.1:${address.port}/\n`);
});
process.once('SIGINT', () => void stage.close().then(() => process.exit(0)));
