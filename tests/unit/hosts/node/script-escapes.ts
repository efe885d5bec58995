/**
 * Attempts of a script to reach what is outside of it. Each expression is what an attacker hopes to get hold of: something of
 * Node, of the page, of the engine around it, or a way to run code elsewhere.
 */
const hopes: readonly string[] = [
  // What the language itself could have been given.
  ...['process', 'require', 'module', 'global', 'window', 'self', 'document', 'navigator', 'Deno', 'Bun', 'Buffer'],
  ...[
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'importScripts',
    'postMessage',
    'setTimeout',
    'setImmediate',
    'queueMicrotask',
  ],
  ...[
    'console',
    'performance',
    'crypto',
    'Atomics',
    'SharedArrayBuffer',
    'WebAssembly',
    'Worker',
    'MessageChannel',
    'Date',
  ],
  ...[
    'std',
    'os',
    'bjson',
    'print',
    'scriptArgs',
    'load',
    'loadScript',
    'evalScript',
    'gc',
    'quit',
    'read',
    '__dirname',
    '__filename',
  ],
  ...['FinalizationRegistry', 'WeakRef', 'structuredClone', 'electron', 'ipcRenderer', 'taskSync'],
];

/** Ways to look for a name where it is not in sight. */
const ways: readonly ((name: string) => string)[] = [
  (name) => `globalThis[${JSON.stringify(name)}]`,
  (name) => `(() => {}).constructor("return typeof ${name} === 'undefined' ? undefined : ${name}")()`,
  (name) =>
    `(function* () {}).constructor("yield typeof ${name} === 'undefined' ? undefined : ${name}")().next().value`,
  (name) => `(0, eval)("typeof ${name} === 'undefined' ? undefined : ${name}")`,
  (name) => `task.constructor.constructor("return globalThis")()[${JSON.stringify(name)}]`,
  (name) => `Reflect.get(Reflect.construct(Function, ["return this"])(), ${JSON.stringify(name)})`,
];

/** Things that have undone other sandboxes. Each gives something when it worked. */
const tricks: readonly string[] = [
  // The realm of whoever calls, by the prototypes and the stack of what it hands over.
  'task.__proto__.constructor.constructor("return this")().process',
  'Object.getPrototypeOf(Object.getPrototypeOf(task)) ?? undefined',
  'task.toString.constructor.prototype.caller',
  '(function () { return arguments.callee.caller })()',
  '(() => { try { null.x } catch (error) { return error.constructor.constructor("return this.process")() } })()',
  '(() => { try { (function f() { f() })() } catch (error) { return error.constructor.constructor("return this.process")() } })()',
  '(() => { Error.prepareStackTrace = (_, frames) => frames.map((frame) => frame.getThis && frame.getThis()); return new Error().stack?.[0]?.process })()',
  '(() => { const error = new Error(); Error.captureStackTrace?.(error); return error.stack?.includes?.("node:") || undefined })()',
  'Symbol.for("nodejs.util.inspect.custom") in Object.prototype || undefined',
  // Modules.
  '(() => { try { return (0, eval)("import(\\"node:fs\\")").readFileSync } catch { return undefined } })()',
  '(() => { try { return (0, eval)("import.meta") } catch { return undefined } })()',
  '(() => { try { return (() => {}).constructor("return import(\'os\')")().then.process } catch { return undefined } })()',
  // Poisoning what the engine uses after the script has run.
  '(() => { JSON.stringify = () => "\\"poisoned\\""; return undefined })()',
  '(() => { Object.prototype.toJSON = () => "poisoned"; return undefined })()',
  '(() => { Array.prototype.toString = () => { throw 1 }; return undefined })()',
  '(() => { Object.defineProperty(Object.prototype, "polluted", { value: 1 }); return undefined })()',
  '(() => { Promise = Object; return undefined })()',
  '(() => { Function.prototype.call = Function.prototype.apply = () => "poisoned"; return undefined })()',
  '(() => { globalThis.toString = () => "poisoned"; return undefined })()',
  '(() => { delete globalThis.JSON; return undefined })()',
];

/** What the script does with what it got: `reached` is what nobody may ever see. */
const contexts: readonly ((hope: string) => string)[] = [
  (hope) => `(task) => ({ value: (${hope}) === undefined ? "safe" : "reached" })`,
  (hope) => `(task) => ({ get value() { return (${hope}) === undefined ? "safe" : "reached" } })`,
  (hope) => `(task) => ({ value: { toJSON() { return (${hope}) === undefined ? "safe" : "reached" } } })`,
  (hope) =>
    `(task) => new Proxy({ value: "safe" }, { get: (target, key) => key === "value" && (${hope}) !== undefined ? "reached" : target[key] })`,
];

const everyContext = (hope: string): readonly string[] => contexts.map((context) => context(hope));

export const escapes: readonly string[] = [
  ...hopes.flatMap((name, index) =>
    // Each name in each way; the contexts take turns, or there would be thousands that say the same.
    ways.map((way, turn) => (contexts[(index + turn) % contexts.length] ?? String)(way(name))),
  ),
  ...tricks.flatMap(everyContext),
];
