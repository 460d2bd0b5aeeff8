/** What an exchange with a provider over HTTP can fail by, short of a status that says so. */
import { errors } from 'undici';
import { ProviderFailure } from '../domain/provider-failure.ts';

const unreachableCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const brokenCodes = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_ABORTED']);

/** Nothing of the error itself is passed on: it may quote prompts or addresses. */
export function failureOfExchange(error: unknown, name: string): ProviderFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof errors.ConnectTimeoutError || unreachableCodes.has(code)) {
    return new ProviderFailure('UNREACHABLE', name, 'cannot be reached');
  }
  if (error instanceof errors.UndiciError || brokenCodes.has(code) || isAbort(error)) {
    return new ProviderFailure('BROKEN_OFF', name, 'broke off its answer');
  }
  return new ProviderFailure('UNREADABLE', name, 'gave an answer that cannot be read');
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
