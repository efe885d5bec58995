// Draws every PNG of the icons from its SVG: `npx node resources/render-icons.mjs`; with `page`, only those that a browser
// installs the page with. The PNGs are committed, because a
// build must not need a browser.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { icnsFile, icoFile } from './icon-files.mjs';

const here = import.meta.dirname;
const { arrows, shapes } = JSON.parse(readFileSync(join(here, 'tray/shapes.json'), 'utf8'));
const appIcon = readFileSync(join(here, 'icons/icon.svg'), 'utf8');

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath, args });
const page = await browser.newPage();

async function draw(svg, size, file) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  writeFileSync(join(here, file), await page.screenshot({ omitBackground: true }));
}

// Systems cut these to a shape of their own: the ground reaches the edge, and the drawing stays inside the safe circle.
const maskable = appIcon
  .replace(/<rect [^>]*\/>/, '<rect width="512" height="512" fill="#0F766E"/>')
  .replace('<g ', '<g transform="translate(51.2 51.2) scale(0.8)" ');
for (const size of [192, 512]) {
  await draw(appIcon, size, `../src-renderer/public/icons/${size}.png`);
  await draw(maskable, size, `../src-renderer/public/icons/maskable-${size}.png`);
}
if (process.argv[2] === 'page') {
  await browser.close();
  process.exit();
}

for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) await draw(appIcon, size, `icons/${size}x${size}.png`);
await draw(appIcon, 1024, 'icons/icon.png');
const picture = (size) => ({ size, png: readFileSync(join(here, `icons/${size === 1024 ? 'icon' : `${size}x${size}`}.png`)) });
writeFileSync(join(here, 'icons/icon.ico'), icoFile([16, 24, 32, 48, 64, 128, 256].map(picture)));
writeFileSync(join(here, 'icons/icon.icns'), icnsFile([32, 64, 128, 256, 512, 1024].map(picture)));

for (const [name, text] of Object.entries(shapes)) {
  for (const [tone, color] of [['black', '#000000'], ['white', '#FFFFFF']]) {
    const body = text.replace('arrows', arrows);
    const svg = `<svg viewBox="0 0 16 16" fill="none" color="${color}" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${body}</svg>`;
    await draw(svg, 16, `tray/${name}-${tone}.png`);
    await draw(svg, 24, `tray/${name}-${tone}@1.5x.png`);
    await draw(svg, 32, `tray/${name}-${tone}@2x.png`);
    await draw(svg, 22, `tray/${name}-${tone}-22.png`);
    await draw(svg, 44, `tray/${name}-${tone}-22@2x.png`);
  }
}
await browser.close();
