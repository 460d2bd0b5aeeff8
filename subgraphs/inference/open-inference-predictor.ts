/** Deployed models, asked by the Open Inference Protocol v2 over HTTP. */
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { EndpointKeyOf } from '../../platform/endpoint-keys.ts';
import { DomainError } from '../../platform/errors.ts';
import { type Outbound, OutboundError, type OutboundRequest } from '../../platform/outbound.ts';
import type { ModelInterface, PredictiveEndpoint, Predictor } from './domain/predictor.ts';

const metadataTimeoutMilliseconds = 2_000;
const inferTimeoutMilliseconds = 10_000;
const largestAnswerBytes = 1024 * 1024;
const interfaceCacheMilliseconds = 5 * 60_000;

const tensor = z.object({
  name: z.string().min(1).max(256),
  datatype: z.string().min(1).max(16),
  shape: z.array(z.number().int()).max(8),
});
const metadata = z.object({ inputs: z.array(tensor).min(1).max(64), outputs: z.array(tensor).max(64) });

const element = z.union([z.number(), z.boolean(), z.string(), z.null()]);
const answer = z.object({
  outputs: z.array(
    z.object({
      name: z.string(),
      shape: z.array(z.number().int().nonnegative()).max(8),
      // Servers may nest the elements by rows, or not.
      data: z.array(z.json()).transform((rows) => z.array(element).parse(rows.flat(8))),
    }),
  ),
});

/** `keyOf`: of endpoints that ask for a key. */
export function openInferencePredictor(outbound: Outbound, keyOf: EndpointKeyOf): Predictor {
  const interfaces = new LRUCache<string, ModelInterface>({ max: 1_000, ttl: interfaceCacheMilliseconds });

  const ask = async <Shape extends z.ZodType>(
    url: string,
    shape: Shape,
    request: Omit<OutboundRequest, 'largestAnswerBytes'>,
  ): Promise<z.infer<Shape>> => {
    const { status, text } = await outbound.send(url, { ...request, largestAnswerBytes }).catch((error) => {
      throw toDomainError(error);
    });
    if (status !== 200) {
      throw new DomainError('PROVIDER_ERROR', `The deployed model answered with status ${status}${reasonIn(text)}`, {
        extensions: { endpointStatus: status },
      });
    }
    try {
      return shape.parse(JSON.parse(text));
    } catch (cause) {
      throw new DomainError('PROVIDER_ERROR', 'The deployed model gave an answer that cannot be read', { cause });
    }
  };

  const headersFor = ({ endpoint, teamId }: PredictiveEndpoint): { headers?: Record<string, string> } => {
    const key = keyOf(endpoint, teamId);
    return key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } };
  };

  return {
    async describe(deployment, signal) {
      const { endpoint, teamId } = deployment;
      const name = `${teamId} ${endpoint}`;
      const known = interfaces.get(name);
      if (known) return known;
      const found = await ask(endpoint, metadata, {
        ...headersFor(deployment),
        method: 'GET',
        signal,
        timeoutMilliseconds: metadataTimeoutMilliseconds,
      });
      interfaces.set(name, found);
      return found;
    },

    async infer(deployment, inputs, signal) {
      const { outputs } = await ask(`${deployment.endpoint.replace(/\/$/, '')}/infer`, answer, {
        ...headersFor(deployment),
        method: 'POST',
        body: { inputs },
        signal,
        timeoutMilliseconds: inferTimeoutMilliseconds,
      });
      return outputs;
    },
  };
}

function toDomainError(error: unknown): unknown {
  if (!(error instanceof OutboundError)) return error;
  if (error.kind === 'TIMEOUT') return new DomainError('PROVIDER_TIMEOUT', 'The deployed model did not answer in time');
  const what = {
    REFUSED: 'is at an address that may not be asked',
    UNREACHABLE: 'cannot be reached',
    TOO_LARGE: 'gave an answer that is too large',
  }[error.kind];
  return new DomainError('PROVIDER_ERROR', `The deployed model ${what}`, { cause: error });
}

const errorAnswer = z.object({ error: z.string() });

/** The protocol's `{"error": "…"}` tells a chat model what to mend. */
function reasonIn(text: string): string {
  try {
    return `: ${errorAnswer.parse(JSON.parse(text)).error.slice(0, 300)}`;
  } catch {
    return '';
  }
}
