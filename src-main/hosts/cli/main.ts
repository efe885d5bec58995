/** The first Node that the native modules are made for: an older one ends without a word when it loads them. */
const oldestNode = 24;

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  process.stderr.write(
    `Task Sync needs Node ${oldestNode} or newer, and this is ${process.versions.node}. Start it with "npm run tasksync -- ...".\n`,
  );
  process.exitCode = 2;
} else {
  const { rememberCompiled } = await import('./compile-cache.ts');
  rememberCompiled();
  const { start } = await import('./start.ts');
  await start();
}
