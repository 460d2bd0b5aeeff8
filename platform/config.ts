/** Configuration from environment variables, checked once at start. */
import { z } from 'zod';

/** A fault of the set-up that the operator can mend: printed as one line, exit code 78 (EX_CONFIG of sysexits.h). */
export class SetupError extends Error {
  readonly exitCode = 78;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables `shape` names. Throws `SetupError` with one line that lists every missing or malformed one. */
export function readEnvironment<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: Environment = process.env,
): z.infer<z.ZodObject<Shape>> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = z.object(shape).safeParse(present);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new SetupError(`Set these environment variables and start again. ${faults.join('; ')}`);
}

export const port = z.coerce.number().int().min(0).max(65_535);
export const secret = z.string().min(32, 'needs at least 32 characters');
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** What every process that speaks HTTP reads. */
export const serverVariables = {
  HOST: z.string().default('127.0.0.1'),
  PORT: port,
  INTERNAL_SECRET: secret,
};
