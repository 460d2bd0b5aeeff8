/** Many predictions in one request: the rows of all records, one after the other, and the answer's rows handed back to each. */
import { DomainError } from '../../../platform/errors.ts';
import type { InputTensor, ModelInterface, OutputTensor } from './predictor.ts';

/** Whether the first axis of everything the model takes and gives counts rows. */
export function takesAnyRows({ inputs, outputs }: ModelInterface): boolean {
  return outputs.length > 0 && [...inputs, ...outputs].every(({ shape: [rows = 0] }) => rows < 0);
}

/** `records` are of one model, which takes any rows, and have at least one entry. */
export function joinRows(records: readonly (readonly InputTensor[])[]): readonly InputTensor[] {
  const [first = []] = records;
  return first.map((tensor, index) => {
    const parts = records.flatMap((record) => record[index] ?? []);
    const shape = [parts.reduce((rows, part) => rows + (part.shape[0] ?? 0), 0), ...tensor.shape.slice(1)];
    // Inner axes may vary too, and rows of different widths are no tensor.
    const isRagged = parts.some((part) => part.shape.slice(1).join() !== tensor.shape.slice(1).join());
    if (isRagged) {
      throw new DomainError(
        'VALIDATION_ERROR',
        `The input "${tensor.name}" must have the same inner shape in all of a batch`,
      );
    }
    return { ...tensor, shape, data: parts.flatMap(({ data }) => data) };
  });
}

/** The outputs for each record. Throws PROVIDER_ERROR when the model did not answer every row. */
export function splitRows(
  outputs: readonly OutputTensor[],
  records: readonly (readonly InputTensor[])[],
): readonly (readonly OutputTensor[])[] {
  const rowsOf = records.map(([first]) => first?.shape[0] ?? 0);
  const total = rowsOf.reduce((sum, rows) => sum + rows, 0);
  if (outputs.some(({ shape }) => shape[0] !== total)) {
    throw new DomainError('PROVIDER_ERROR', 'The deployed model did not answer every row of the batch');
  }
  let start = 0;
  return rowsOf.map((rows) => {
    const from = start;
    start += rows;
    return outputs.map((output) => rowsFrom(output, from, rows));
  });
}

function rowsFrom({ name, shape, data }: OutputTensor, from: number, rows: number): OutputTensor {
  const width = shape.slice(1).reduce((product, size) => product * size, 1);
  return { name, shape: [rows, ...shape.slice(1)], data: data.slice(from * width, (from + rows) * width) };
}
