/** What callers send, checked for form: whatever is wrong becomes one VALIDATION_ERROR that names every field. */
import { z } from 'zod';
import { DomainError } from '../../../platform/errors.ts';

export const name = (what: string, longest: number) =>
  z.string().trim().min(1, `${what} is empty`).max(longest, `${what} has more than ${longest} characters`);

export function check<Shape extends z.ZodType>(
  shape: Shape,
  value: unknown,
  prefix: readonly string[],
): z.infer<Shape> {
  const result = shape.safeParse(withoutNulls(value));
  if (result.success) return result.data;
  const details = result.error.issues.map((issue) => ({
    path: [...prefix, ...issue.path].join('.'),
    message: issue.message,
  }));
  throw new DomainError('VALIDATION_ERROR', details[0]?.message ?? 'The input is malformed', { details });
}

/** GraphQL knows null and absent, the domain absent only. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return Object.fromEntries(present.map(([key, field]) => [key, withoutNulls(field)]));
}
