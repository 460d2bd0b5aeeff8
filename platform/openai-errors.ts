/** Errors as OpenAI's API words them, for its SDKs and their users. See https://platform.openai.com/docs/guides/error-codes */
import type { GraphQLFormattedError } from 'graphql';
import type { ErrorDetail } from './errors.ts';
import { isDocumentError } from './graphql-errors.ts';

/** OpenAI's own codes where it has them: programs look at them. */
const knownCodes: Readonly<Record<string, { readonly type: string; readonly code: string }>> = {
  UNAUTHENTICATED: { type: 'invalid_request_error', code: 'invalid_api_key' },
  RATE_LIMITED: { type: 'requests', code: 'rate_limit_exceeded' },
  BUDGET_EXCEEDED: { type: 'insufficient_quota', code: 'insufficient_quota' },
};

export function openAiError({ message, extensions }: GraphQLFormattedError, status: number): object {
  const code = isDocumentError(extensions?.code) ? 'VALIDATION_ERROR' : String(extensions?.code);
  const details = (extensions?.details ?? []) as readonly ErrorDetail[];
  const known = knownCodes[code] ?? {
    type: status >= 500 ? 'server_error' : 'invalid_request_error',
    code: code.toLowerCase(),
  };
  return { error: { message, type: known.type, param: parameterOf(details[0]) ?? null, code: known.code } };
}

/** Ours is `input.topP` where OpenAI's is `top_p`. */
function parameterOf(detail: ErrorDetail | undefined): string | undefined {
  const path = detail?.path.replace(/^input\./, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return path || undefined;
}
