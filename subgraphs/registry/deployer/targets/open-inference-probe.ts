/** Asks an endpoint of the Open Inference Protocol v2 whether it really serves: health, metadata, then one prediction. */
import { z } from 'zod';
import { DeploymentFailure } from '../deployment-target.ts';

/** A probe with more elements than this would not fit into one JSON request to a model server. */
const mostElements = 4_000_000;
const checkMilliseconds = 2_000;

const tensorMetadata = z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.number().int()) });
const modelMetadata = z.object({ inputs: z.array(tensorMetadata), outputs: z.array(tensorMetadata).min(1) });
const prediction = z.object({
  outputs: z.array(z.object({ name: z.string(), shape: z.array(z.number().int()), data: z.array(z.unknown()) })),
});

/**
 * Resolves when `endpoint` is ready and has answered a prediction of zeros with the outputs that its metadata names. Throws
 * DeploymentFailure (UNHEALTHY) when it has not within `timeoutMilliseconds`, or the signal's reason.
 */
export async function probeEndpoint(
  endpoint: string,
  { signal, timeoutMilliseconds }: { readonly signal: AbortSignal; readonly timeoutMilliseconds: number },
): Promise<void> {
  const deadline = AbortSignal.timeout(timeoutMilliseconds);
  const either = AbortSignal.any([signal, deadline]);
  const ask = async (what: string, path: string, body?: unknown): Promise<unknown> => {
    try {
      const response = await fetch(`${endpoint}${path}`, {
        signal: either,
        ...(body !== undefined && {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      });
      const answer = await response.json();
      if (response.ok) return answer;
      throw unhealthy(`${what} was answered with ${response.status}: ${errorText(answer)}`);
    } catch (error) {
      if (error instanceof DeploymentFailure) throw error;
      signal.throwIfAborted();
      if (deadline.aborted) throw unhealthy(`${what} was not answered within ${timeoutMilliseconds / 1000} s`);
      throw unhealthy(`${what} was not answered: ${causeText(error)}`, error);
    }
  };

  await ask('The health check', '/ready');
  const metadata = modelMetadata.safeParse(await ask('The question for its metadata', ''));
  if (!metadata.success) throw unhealthy('The metadata does not name inputs and outputs with their shapes');
  const answer = prediction.safeParse(
    await ask('A prediction of zeros', '/infer', { inputs: metadata.data.inputs.map(zeros) }),
  );
  if (!answer.success) throw unhealthy('A prediction of zeros was answered without tensors');
  for (const { name } of metadata.data.outputs) {
    const output = answer.data.outputs.find((tensor) => tensor.name === name);
    if (!output) throw unhealthy(`A prediction of zeros was answered without the output "${name}"`);
    if (output.data.length !== elements(output.shape)) {
      throw unhealthy(`The output "${name}" does not have as many elements as its shape says`);
    }
  }
}

/** Resolves when `endpoint` says that it is ready. Throws DeploymentFailure (UNHEALTHY), or the signal's reason. */
export async function checkReady(endpoint: string, signal: AbortSignal): Promise<void> {
  const deadline = AbortSignal.timeout(checkMilliseconds);
  try {
    const response = await fetch(`${endpoint}/ready`, { signal: AbortSignal.any([signal, deadline]) });
    await response.body?.cancel();
    if (!response.ok) throw unhealthy(`The health check was answered with ${response.status}`);
  } catch (error) {
    if (error instanceof DeploymentFailure) throw error;
    signal.throwIfAborted();
    if (deadline.aborted) throw unhealthy(`The health check was not answered within ${checkMilliseconds / 1000} s`);
    throw unhealthy(`The health check was not answered: ${causeText(error)}`, error);
  }
}

function zeros({ name, datatype, shape }: z.infer<typeof tensorMetadata>) {
  const fixed = shape.map((size) => (size === -1 ? 1 : size));
  const size = elements(fixed);
  if (size > mostElements) throw unhealthy(`The input "${name}" has ${size} elements, too many for one request`);
  const zero = datatype === 'BOOL' ? false : datatype === 'BYTES' ? '' : 0;
  return { name, datatype, shape: fixed, data: new Array(size).fill(zero) };
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function unhealthy(message: string, cause?: unknown): DeploymentFailure {
  return new DeploymentFailure('UNHEALTHY', message, cause);
}

function errorText(answer: unknown): string {
  const text = z.object({ error: z.string() }).safeParse(answer);
  return text.success ? text.data.error : 'no reason given';
}

/** What fetch wraps in "fetch failed". */
function causeText(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message || cause.name : message;
}
