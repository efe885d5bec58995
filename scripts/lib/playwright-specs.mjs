/** Every test of Playwright's JSON report, with its whole name. @returns {{ name: string, status: string, reason: string | null }[]} */
export function specsOf(/** @type {any} */ report) {
  const walk = (/** @type {any} */ suite, /** @type {string[]} */ path) => [
    ...(suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
      spec.tests.map((/** @type {any} */ test) => ({
        name: `[${test.projectName}] ${[...path, spec.title].join(' > ')}`,
        status: test.status,
        reason: test.annotations.find((/** @type {any} */ note) => note.type === 'skip')?.description ?? null,
      })),
    ),
    ...(suite.suites ?? []).flatMap((/** @type {any} */ inner) => walk(inner, [...path, inner.title])),
  ];
  return report.suites.flatMap((/** @type {any} */ suite) => walk(suite, [suite.title]));
}
