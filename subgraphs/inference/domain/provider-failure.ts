/** How a request to a provider can fail, and what follows from it. */
import { DomainError, type ErrorCode } from '../../../platform/errors.ts';

interface FailureRule {
  readonly code: ErrorCode;
  /**
   * Whether the same question may be asked again while nothing of an answer was shown: of this provider too, of others only
   * (this one would fail again), or of nobody (the question itself is at fault).
   */
  readonly again: 'ANYWHERE' | 'ELSEWHERE' | 'NEVER';
  /** Whether it says that the provider does not work. */
  readonly isFault: boolean;
  /** Whether the provider may have worked on the question, and may charge for it. */
  readonly mayCost: boolean;
}

const rules = {
  /** It does not accept the question. */
  BAD_REQUEST: { code: 'PROVIDER_ERROR', again: 'NEVER', isFault: false, mayCost: false },
  /** It does not accept our key. */
  UNAUTHORIZED: { code: 'PROVIDER_ERROR', again: 'ELSEWHERE', isFault: true, mayCost: false },
  /** It does not know the model. */
  NOT_SERVED: { code: 'PROVIDER_ERROR', again: 'ELSEWHERE', isFault: true, mayCost: false },
  RATE_LIMITED: { code: 'RATE_LIMITED', again: 'ANYWHERE', isFault: false, mayCost: false },
  SERVER_ERROR: { code: 'PROVIDER_ERROR', again: 'ANYWHERE', isFault: true, mayCost: false },
  UNREACHABLE: { code: 'PROVIDER_ERROR', again: 'ANYWHERE', isFault: true, mayCost: false },
  /** Its answer ended in the middle. */
  BROKEN_OFF: { code: 'PROVIDER_ERROR', again: 'ANYWHERE', isFault: true, mayCost: true },
  /** What it sent is no answer. */
  UNREADABLE: { code: 'PROVIDER_ERROR', again: 'ELSEWHERE', isFault: true, mayCost: true },
  /** It was silent for too long; it would not be quicker a second time. */
  TIMEOUT: { code: 'PROVIDER_TIMEOUT', again: 'ELSEWHERE', isFault: true, mayCost: true },
} as const satisfies Record<string, FailureRule>;

/** What callers are told when a provider that takes no more requests does not say for how long. */
const defaultRetrySeconds = 5;

export type FailureKind = keyof typeof rules;

export interface FailureFacts {
  /** The HTTP status, where there was one. */
  readonly status?: number;
  /** When the provider says it will take requests again. */
  readonly retryAfterSeconds?: number;
}

/** A request to a provider that failed. The message names no address, and quotes nothing the provider said. */
export class ProviderFailure extends DomainError {
  readonly kind: FailureKind;
  readonly rule: FailureRule;
  /** Undefined when the provider did not say. */
  readonly retryAfterSeconds: number | undefined;

  /** `what`: how it failed, as the rest of a sentence that begins with the provider. */
  constructor(kind: FailureKind, provider: string, what: string, facts: FailureFacts = {}) {
    const { status, retryAfterSeconds = kind === 'RATE_LIMITED' ? defaultRetrySeconds : undefined } = facts;
    super(rules[kind].code, `The provider "${provider}" ${what}`, {
      extensions: {
        provider,
        ...(status !== undefined && { providerStatus: status }),
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      },
    });
    this.kind = kind;
    this.rule = rules[kind];
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }
}

/** The failure that an HTTP status means. `retryAfter`: the header of that name, in either of its forms (RFC 9110, 10.2.3). */
export function failureOfStatus(provider: string, status: number, retryAfter?: string | null): ProviderFailure {
  const retryAfterSeconds = parseRetryAfter(retryAfter);
  const facts = { status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  switch (status) {
    case 401:
    case 403:
      return new ProviderFailure('UNAUTHORIZED', provider, 'refused its key', facts);
    case 404:
      return new ProviderFailure('NOT_SERVED', provider, 'does not serve this model', facts);
    case 429:
      return new ProviderFailure('RATE_LIMITED', provider, 'takes no more requests at the moment', facts);
    case 408:
    case 504:
      return new ProviderFailure('TIMEOUT', provider, 'did not answer in time', facts);
  }
  // 409 and 425 are about the moment, not about the question.
  const kind = status >= 500 || status === 409 || status === 425 ? 'SERVER_ERROR' : 'BAD_REQUEST';
  return new ProviderFailure(kind, provider, `answered with status ${status}`, facts);
}

function parseRetryAfter(header: string | null | undefined): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const milliseconds = Date.parse(header) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, Math.ceil(milliseconds / 1_000));
}
