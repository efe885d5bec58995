/** 0 <= x < 1 */
type Random = () => number;

const atoms = [
  ...[
    'task',
    'task.title',
    'task.labels',
    'task.due',
    'a',
    'b',
    'this',
    'globalThis',
    'null',
    'undefined',
    'NaN',
    '-0',
    '1e308',
  ],
  ...[
    '""',
    '"x".repeat(9)',
    '[]',
    '[1,,3]',
    '{}',
    '(() => a)',
    '(function () { return this })',
    'Symbol.iterator',
    '10n',
    '/a+/g',
  ],
  ...[
    'new Map([[1, 2]])',
    'new Set("ab")',
    'new Uint8Array(3)',
    'new ArrayBuffer(8)',
    'new Proxy({}, {})',
    'JSON',
    'Reflect',
    'Math',
  ],
  ...['Object', 'Array', 'Function', 'Error("e")', 'Promise.resolve(1)', '(function* () { yield 1 })()', 'arguments'],
];

const members = [
  ...[
    'length',
    'constructor',
    '__proto__',
    'prototype',
    'toString',
    'valueOf',
    'toJSON',
    'then',
    'next',
    'call',
    'bind',
    'sort',
  ],
  ...[
    'map',
    'join',
    'split',
    'replace',
    'keys',
    'entries',
    'apply',
    'fill',
    'copyWithin',
    'at',
    'flat',
    'buffer',
    'resize',
    'caller',
  ],
];

const operators = [
  '+',
  '-',
  '*',
  '**',
  '/',
  '%',
  '<<',
  '>>>',
  '&',
  '|',
  '??',
  '||',
  '===',
  '<',
  'in',
  'instanceof',
  ',',
];

/** A program of the grammar below: much of it runs, and much of it throws. The same random numbers give the same one. */
export function randomProgram(random: Random): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const chance = (share: number): boolean => random() < share;

  const expression = (depth: number): string => {
    if (depth <= 0) return pick(atoms);
    const inner = (): string => expression(depth - 1 - Math.floor(random() * 2));
    return pick([
      () => `(${inner()} ${pick(operators)} (${inner()}))`,
      () => `(${inner()})?.${pick(members)}`,
      () => `(${inner()})[${inner()}]`,
      () => `(${inner()})?.${pick(members)}?.(${inner()}, ${inner()})`,
      () => `(${inner()} ? ${inner()} : ${inner()})`,
      () => `[${inner()}, ...[${inner()}]]`,
      () => `({ [String(${inner()})]: ${inner()}, get b() { return ${inner()} }, ${pick(members)}: ${inner()} })`,
      () => `((a = ${inner()}, ...b) => ${inner()})(${inner()})`,
      () => `\`\${String(${inner()})}\``,
      () => `Object.defineProperty({}, "a", { get: () => ${inner()} })`,
      () => `new Proxy({}, { get: (_, key) => ${inner()}, ownKeys: () => ${inner()} })`,
      () => `Reflect.construct(Function, ["return 1"], ${inner()})`,
      () => `JSON.parse(JSON.stringify(${inner()}) ?? "null", (key, value) => value)`,
      () => `String(${inner()}).replace(/(.)(?=.*\\1)|b/g, () => ${inner()})`,
    ])();
  };
  const statement = (depth: number): string =>
    pick([
      () => `try { ${expression(depth)} } catch (error) { b = error } finally { a = ${expression(1)} }`,
      () => `for (let n = 0; n < ${pick([3, 40, 1000])}; n++) { a = ${expression(1)} }`,
      () => `for (const one of [${expression(1)}].flat(3)) { b = one }`,
      () => `label: { if (${expression(2)}) break label; a = ${expression(depth)} }`,
      () => `a = ${expression(depth)};`,
      () => `var b = ${expression(depth)};`,
      () => `[a, b] = [${expression(1)}, a];`,
      () => `class A extends (${chance(0.5) ? 'Object' : expression(1)}) { static b = ${expression(1)} }`,
      () => `delete (${expression(1)}).${pick(members)};`,
      () => `(${expression(1)}).${pick(members)} = ${expression(1)};`,
    ])();
  const body = Array.from({ length: Math.floor(random() * 4) }, () => statement(2)).join('\n');
  return `function (task) {\n  let a = 1;\n  var b;\n${body}\n  return { title: ${expression(2)}, value: ${expression(1)} };\n}`;
}
