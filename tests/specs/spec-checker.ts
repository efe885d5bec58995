import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import formatsOf from 'ajv-formats';
import type { Exchange } from '../../src-main/demo/kit/simulated-service.ts';

const folder = process.env['TASKSYNC_SPECS'] ?? join(import.meta.dirname, '../../../shared/specs');

/**
 * Why requests cannot be checked against this provider's description on this machine, or null. Where `.ci/run` requires the
 * descriptions it is always null: then a missing one fails the test.
 */
export function whyNoSpec(name: SpecName): string | null {
  if (process.env['TASKSYNC_REQUIRE_SPECS'] === '1') return null;
  return existsSync(join(folder, `${name}.json`)) ? null : `the official description ${name}.json is not here`;
}

export type SpecName = 'github' | 'jira' | 'jira-agile-2022' | 'trello' | 'asana';

/** Where a description is wrong or silent; each says what it relaxes and how that is known. */
export interface Exception {
  /** `GET /repos/{owner}/{repo}/issues`; default: every operation. */
  readonly operation?: string;
  /** Complaints that match are left out. They look like `response /0/user/id must be integer`. */
  readonly complaint: RegExp;
  readonly source: string;
}

export interface SpecCheckerOptions {
  /** What stands before the description's paths in those of our service: Trello's `/1`. */
  readonly prefix?: string;
  readonly exceptions?: readonly Exception[];
}

/** Compares what we send, and what our simulated services answer, with the provider's own description (OpenAPI 3.0). */
export interface SpecChecker {
  /** Sentences, one for each thing that is not as described. */
  check(exchange: Exchange): readonly string[];
  /** Operations met so far, as `GET /path`, with how many requests. */
  readonly operations: ReadonlyMap<string, number>;
  readonly requests: number;
  /** Exceptions that were needed, by source, with how often. */
  readonly exceptionsUsed: ReadonlyMap<string, number>;
}

type Json = Record<string, unknown>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Json;
}

export function createSpecChecker(name: SpecName, options: SpecCheckerOptions = {}): SpecChecker {
  const { prefix = '', exceptions = [] } = options;
  const spec = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Json;
  allowNull(spec);
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true, logger: false });
  formatsOf.default(ajv);
  ajv.addSchema(spec, 'spec');
  const compiled = new Map<string, ValidateFunction>();
  const operations = new Map<string, number>();
  const exceptionsUsed = new Map<string, number>();
  let requests = 0;

  const validatorAt = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `spec#${pointer}` });
    compiled.set(pointer, known);
    return known;
  };
  const complaintsAt = (pointer: string, value: unknown, what: string): readonly string[] => {
    const validate = validatorAt(pointer);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message = '', params }) => `${what} ${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };

  const check = (exchange: Exchange): readonly string[] => {
    if (exchange.isFault || exchange.status === 0) return [];
    requests++;
    const path = exchange.template?.startsWith(prefix) ? exchange.template.slice(prefix.length) : null;
    const item = path === null ? undefined : (at(spec, ['paths', path]) as Json | undefined);
    const operation = item?.[exchange.method.toLowerCase()] as Json | undefined;
    const label = `${exchange.method} ${path ?? exchange.path}`;
    if (path === null || operation === undefined) return [`${label} is not in the description`];
    operations.set(label, (operations.get(label) ?? 0) + 1);
    const base = ['paths', path, exchange.method.toLowerCase()];
    const complaints = [
      ...queryComplaints(exchange, parametersOf(spec, item, operation), complaintsOfParameter(ajv)),
      ...requestComplaints(spec, base, operation, exchange, complaintsAt),
      ...responseComplaints(spec, base, operation, exchange, complaintsAt),
    ];
    return complaints
      .filter((complaint) => {
        const exception = exceptions.find((one) => (one.operation ?? label) === label && one.complaint.test(complaint));
        if (exception) exceptionsUsed.set(exception.source, (exceptionsUsed.get(exception.source) ?? 0) + 1);
        return exception === undefined;
      })
      .map((complaint) => `${label}: ${complaint}`);
  };

  return {
    check,
    operations,
    exceptionsUsed,
    get requests() {
      return requests;
    },
  };
}

type ComplaintsAt = (pointer: string, value: unknown, what: string) => readonly string[];

function requestComplaints(
  spec: Json,
  base: readonly string[],
  operation: Json,
  { requestBody, requestHeaders }: Exchange,
  complaintsAt: ComplaintsAt,
): readonly string[] {
  const { path, value } = deref(spec, [...base, 'requestBody'], operation['requestBody']);
  if (value === undefined) return requestBody.length === 0 ? [] : ['request has a body, which is not described'];
  if (requestBody.length === 0) return value['required'] === true ? ['request has no body'] : [];
  if (!String(requestHeaders['content-type'] ?? '').includes('json')) return [];
  const content = value['content'] as Json | undefined;
  const type = Object.keys(content ?? {}).find((one) => one.includes('json'));
  if (type === undefined || at(content ?? {}, [type, 'schema']) === undefined) return [];
  return complaintsAt(
    pointerTo([...path, 'content', type, 'schema']),
    JSON.parse(requestBody.toString('utf8')),
    'request',
  );
}

function responseComplaints(
  spec: Json,
  base: readonly string[],
  operation: Json,
  { status, responseBody, responseHeaders }: Exchange,
  complaintsAt: ComplaintsAt,
): readonly string[] {
  const responses = (operation['responses'] ?? {}) as Json;
  const key = [String(status), `${Math.floor(status / 100)}XX`, 'default'].find((one) => one in responses);
  if (key === undefined) return [`response ${status} is not described`];
  const { path, value } = deref(spec, [...base, 'responses', key], responses[key]);
  const content = value?.['content'] as Json | undefined;
  const sent = responseHeaders['content-type'] ?? 'application/json';
  const type = Object.keys(content ?? {}).find((one) => one.includes('json'));
  if (type === undefined || !sent.includes('json') || at(content ?? {}, [type, 'schema']) === undefined) return [];
  if (responseBody instanceof Uint8Array) return [];
  // As it goes over the wire: without what is undefined.
  const body: unknown = responseBody === undefined ? undefined : JSON.parse(JSON.stringify(responseBody));
  return complaintsAt(pointerTo([...path, 'content', type, 'schema']), body, 'response');
}

function parametersOf(spec: Json, item: Json | undefined, operation: Json): readonly Parameter[] {
  const own = [...((item?.['parameters'] ?? []) as Json[]), ...((operation['parameters'] ?? []) as Json[])];
  return own.map((one) => deref(spec, [], one).value as unknown as Parameter);
}

function complaintsOfParameter(ajv: Ajv): (schema: Json, value: unknown) => boolean {
  return (schema, value) => ajv.validate(rooted(schema) as Json, value);
}

/** References of a schema that stands alone point into the description. */
function rooted(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(rooted);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' && value.startsWith('#') ? `spec${value}` : rooted(value),
    ]),
  );
}

function queryComplaints(
  { query }: Exchange,
  parameters: readonly Parameter[],
  isValid: (schema: Json, value: unknown) => boolean,
): readonly string[] {
  const known = new Map(parameters.filter((one) => one.in === 'query').map((one) => [one.name, one]));
  const complaints: string[] = [];
  for (const [name, value] of query) {
    const parameter = known.get(name) ?? known.get(name.replace(/\[\]$/, ''));
    if (parameter === undefined) complaints.push(`query ${name} is not described`);
    else if (parameter.schema && !asSent(value).some((one) => isValid(parameter.schema ?? {}, one))) {
      complaints.push(`query ${name} may not be ${JSON.stringify(value)}`);
    }
  }
  for (const [name, { required }] of known) {
    if (required && !query.has(name)) complaints.push(`query ${name} is missing`);
  }
  return complaints;
}

/** A query is text; the schema may mean any of these by it. */
function asSent(value: string): readonly unknown[] {
  const readings: unknown[] = [value, value.split(',')];
  if (/^-?\d+(\.\d+)?$/.test(value)) readings.push(Number(value), value.split(',').map(Number));
  if (value === 'true' || value === 'false') readings.push(value === 'true');
  return readings;
}

function deref(
  spec: Json,
  path: readonly string[],
  value: unknown,
): { path: readonly string[]; value: Json | undefined } {
  const ref = (value as Json | undefined)?.['$ref'];
  if (typeof ref !== 'string') return { path, value: value as Json | undefined };
  const target = ref
    .replace(/^#\//, '')
    .split('/')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));
  return deref(spec, target, at(spec, target));
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], value);
}

function pointerTo(path: readonly string[]): string {
  return path.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');
}

/** OpenAPI 3.0 says `nullable` where JSON Schema lists a type. */
function allowNull(node: unknown): void {
  if (Array.isArray(node)) for (const one of node) allowNull(one);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const schema = node as Json;
  for (const value of Object.values(schema)) allowNull(value);
  if (schema['nullable'] !== true) return;
  delete schema['nullable'];
  if (typeof schema['type'] === 'string') schema['type'] = [schema['type'], 'null'];
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(null)) schema['enum'] = [...schema['enum'], null];
  for (const key of ['allOf', 'anyOf', 'oneOf'] as const) {
    const parts = schema[key];
    if (!Array.isArray(parts)) continue;
    delete schema[key];
    schema['anyOf'] = [{ [key]: parts }, { type: 'null' }];
  }
}
