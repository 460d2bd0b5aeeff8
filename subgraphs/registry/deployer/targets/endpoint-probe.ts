/** Asks an endpoint whether it really serves: by the Open Inference Protocol v2, or by OpenAI's when its path ends with /v1. */
import { z } from 'zod';
import { type Outbound, OutboundError, type OutboundFailure } from '../../../../platform/outbound.ts';
import { DeploymentFailure } from '../deployment-target.ts';
import type { Ask, Questions } from './endpoint-questions.ts';
import { openInferenceQuestions } from './open-inference-questions.ts';
import { openAiQuestions } from './openai-questions.ts';

export interface EndpointProbe {
  /**
   * Resolves when the endpoint says in time that it is ready. Throws DeploymentFailure (UNHEALTHY, or TARGET_REJECTED for an address
   * that may not be asked), or the signal's reason.
   */
  checkReady(endpoint: string, options: ProbeOptions): Promise<void>;
  /** As `checkReady`, and when it has answered a request as a client would send it, all within the time given. */
  probe(endpoint: string, options: ProbeOptions): Promise<void>;
}

export interface ProbeOptions {
  readonly signal: AbortSignal;
  readonly timeoutMilliseconds: number;
  /** Goes with each question as a bearer token, and into no message. */
  readonly apiKey?: string | undefined;
}

const largestAnswerBytes = 64 * 1024 * 1024;

export function endpointProbe(outbound: Outbound): EndpointProbe {
  /** Questions to `endpoint` that are all answered within the time given. */
  const within = ({ signal, timeoutMilliseconds, apiKey }: ProbeOptions): Ask => {
    const until = Date.now() + timeoutMilliseconds;
    return async (what, url, body) => {
      try {
        const { status, text } = await outbound.send(url, {
          method: body === undefined ? 'GET' : 'POST',
          ...(body !== undefined && { body }),
          ...(apiKey !== undefined && { headers: { authorization: `Bearer ${apiKey}` } }),
          signal,
          timeoutMilliseconds: Math.max(1, until - Date.now()),
          largestAnswerBytes,
        });
        const answer = parsed(text);
        if (status >= 200 && status < 300) return answer;
        throw unhealthy(`${what} was answered with ${status}: ${errorText(answer, apiKey)}`);
      } catch (error) {
        if (!(error instanceof OutboundError)) throw error;
        if (error.kind === 'REFUSED') throw new DeploymentFailure('TARGET_REJECTED', error.message, error);
        throw unhealthy(`${what} ${withoutAnswer(error.kind, timeoutMilliseconds)}`, error);
      }
    };
  };

  return {
    checkReady: (endpoint, options) => questionsFor(endpoint).ready(within(options), endpoint),
    async probe(endpoint, options) {
      const ask = within(options);
      const questions = questionsFor(endpoint);
      await questions.ready(ask, endpoint);
      await questions.answer(ask, endpoint);
    },
  };
}

function questionsFor(endpoint: string): Questions {
  return endpoint.endsWith('/v1') ? openAiQuestions : openInferenceQuestions;
}

function withoutAnswer(kind: OutboundFailure, milliseconds: number): string {
  if (kind === 'TIMEOUT') return `was not answered within ${milliseconds / 1000} s`;
  return kind === 'TOO_LARGE'
    ? 'was answered with too much'
    : 'was not answered: nobody listens, or the connection broke';
}

/** Both protocols say what is wrong under `error`, as text or as an object with a message. */
const errorAnswer = z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) });

function errorText(answer: unknown, apiKey: string | undefined): string {
  const { error } = errorAnswer.safeParse(answer).data ?? {};
  if (error === undefined) return 'no reason given';
  const text = typeof error === 'string' ? error : error.message;
  return (apiKey === undefined ? text : text.replaceAll(apiKey, '[redacted]')).slice(0, 300);
}

function unhealthy(message: string, cause?: unknown): DeploymentFailure {
  return new DeploymentFailure('UNHEALTHY', message, cause);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
