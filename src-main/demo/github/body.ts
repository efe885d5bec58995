import type { z } from 'zod';
import type { ServiceRequest } from '../kit/routes.ts';
import { Refusal } from '../kit/routes.ts';
import { failure } from './access.ts';

/** The body of a request; what is of another shape is refused as GitHub does. */
export function bodyAs<S extends z.ZodType>(schema: S, request: ServiceRequest): z.infer<S> {
  const parsed = schema.safeParse(request.json());
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new Refusal(failure(422, `Invalid request. ${at} is missing or of the wrong kind.`));
}
