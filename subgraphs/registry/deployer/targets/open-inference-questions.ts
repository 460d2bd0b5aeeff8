/** The Open Inference Protocol v2: health, metadata, then one prediction of zeros in the shapes of the metadata. */
import { z } from 'zod';
import { DeploymentFailure } from '../deployment-target.ts';
import type { Questions } from './endpoint-questions.ts';

/** A probe with more elements than this would not fit into one JSON request to a model server. */
const mostElements = 4_000_000;

const tensorMetadata = z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.number().int()) });
const modelMetadata = z.object({ inputs: z.array(tensorMetadata), outputs: z.array(tensorMetadata).min(1) });
const prediction = z.object({
  outputs: z.array(z.object({ name: z.string(), shape: z.array(z.number().int()), data: z.array(z.unknown()) })),
});

export const openInferenceQuestions: Questions = {
  async ready(ask, endpoint) {
    await ask('The health check', `${endpoint}/ready`);
  },

  async answer(ask, endpoint) {
    const metadata = modelMetadata.safeParse(await ask('The question for its metadata', endpoint));
    if (!metadata.success) throw unhealthy('The metadata does not name inputs and outputs with their shapes');
    const zeroInputs = metadata.data.inputs.map(zeros);
    const answer = prediction.safeParse(
      await ask('A prediction of zeros', `${endpoint}/infer`, { inputs: zeroInputs }),
    );
    if (!answer.success) throw unhealthy('A prediction of zeros was answered without tensors');
    for (const { name, shape } of metadata.data.outputs) {
      const output = answer.data.outputs.find((tensor) => tensor.name === name);
      if (!output) throw unhealthy(`A prediction of zeros was answered without the output "${name}"`);
      if (output.data.flat(Number.POSITIVE_INFINITY).length !== elements(output.shape)) {
        throw unhealthy(`The output "${name}" does not have as many elements as its shape says`);
      }
      if (!fits(output.shape, shape)) {
        throw unhealthy(`The output "${name}" has the shape [${output.shape}], and its metadata promises [${shape}]`);
      }
    }
  },
};

/** -1 may be any size; a shape without dimensions promises nothing. */
function fits(shape: readonly number[], promised: readonly number[]): boolean {
  if (promised.length === 0) return true;
  return promised.length === shape.length && promised.every((size, index) => size === -1 || size === shape[index]);
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

function unhealthy(message: string): DeploymentFailure {
  return new DeploymentFailure('UNHEALTHY', message);
}
