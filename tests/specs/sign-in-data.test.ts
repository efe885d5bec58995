import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { signIn as asana } from '../../src-main/connectors/asana/sign-in.ts';
import { signIn as jira } from '../../src-main/connectors/jira/sign-in.ts';
import { endpointsOf } from '../../src-main/core/sign-in/oauth-client.ts';
import { whyNoSpec } from './spec-checker.ts';

const folder = process.env['TASKSYNC_SPECS'] ?? join(import.meta.dirname, '../../../shared/specs');
const flow = z.object({
  authorizationUrl: z.string(),
  tokenUrl: z.string(),
  scopes: z.record(z.string(), z.string()),
});
const schemes = z.object({
  components: z.object({
    securitySchemes: z.record(z.string(), z.object({ flows: z.object({ authorizationCode: flow }).optional() })),
  }),
});

describe.each([
  ['jira', jira],
  ['asana', asana],
] as const)('the sign-in of %s', (name, methods) => {
  it.skipIf(whyNoSpec(name) !== null)('has the addresses and scopes of its description', () => {
    const text = readFileSync(join(folder, `${name}.json`), 'utf8');
    const { securitySchemes } = schemes.parse(JSON.parse(text)).components;
    const [described] = Object.values(securitySchemes).flatMap(({ flows }) => flows?.authorizationCode ?? []);
    const method = methods.find(({ kind }) => kind === 'code');
    if (described === undefined || method?.kind !== 'code') throw new Error('nothing to compare');
    const { authorizationUrl, tokenUrl } = endpointsOf(method, null);
    expect({ authorizationUrl, tokenUrl }).toEqual({
      authorizationUrl: described.authorizationUrl,
      tokenUrl: described.tokenUrl,
    });
    // Atlassian's own addition, which asks for a refresh token, is in the documentation of 3LO and not in the description.
    const asked = method.scopes.filter((scope) => scope !== 'offline_access');
    expect(asked.filter((scope) => !(scope in described.scopes))).toEqual([]);
  });
});
