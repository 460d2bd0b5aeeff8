/// <reference lib="esnext.float16" />
import { Tensor } from 'onnxruntime-node';
import type { OnnxModel, TensorSpecification } from './onnx-model.ts';

/** The caller's mistake: answered with 400 and this message. */
export class InferenceRequestError extends Error {
  override name = 'InferenceRequestError';
}

interface InferenceRequest {
  readonly id?: string;
  readonly feeds: Record<string, Tensor>;
  readonly outputNames: readonly string[];
}

/** A tensor as the protocol writes it in JSON; `data` is flat, row by row. */
interface WireTensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
  readonly data: readonly unknown[];
}

interface Datatype {
  readonly name: string;
  readonly type: Tensor.Type;
  readonly expected: string;
  accepts(value: unknown): boolean;
}

/** The protocol's names of element types (Open Inference Protocol v2, "Tensor Data Types") and what each may hold. */
const datatypes: readonly Datatype[] = [
  { name: 'BOOL', type: 'bool', expected: 'true or false', accepts: (value) => typeof value === 'boolean' },
  { name: 'BYTES', type: 'string', expected: 'a string', accepts: (value) => typeof value === 'string' },
  integerDatatype('UINT8', 'uint8', 0, 2 ** 8 - 1),
  integerDatatype('UINT16', 'uint16', 0, 2 ** 16 - 1),
  integerDatatype('UINT32', 'uint32', 0, 2 ** 32 - 1),
  integerDatatype('INT8', 'int8', -(2 ** 7), 2 ** 7 - 1),
  integerDatatype('INT16', 'int16', -(2 ** 15), 2 ** 15 - 1),
  integerDatatype('INT32', 'int32', -(2 ** 31), 2 ** 31 - 1),
  // JSON numbers are read as doubles: a larger integer has lost its last digits before it can be checked
  integerDatatype('UINT64', 'uint64', 0, Number.MAX_SAFE_INTEGER),
  integerDatatype('INT64', 'int64', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  floatDatatype('FP16', 'float16', 65_504),
  floatDatatype('FP32', 'float32', 3.402_823_466_385_288_6e38),
  floatDatatype('FP64', 'float64', Number.MAX_VALUE),
];

function integerDatatype(name: string, type: Tensor.Type, lowest: number, highest: number): Datatype {
  const accepts = (value: unknown) => Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest;
  return { name, type, expected: `an integer from ${lowest} to ${highest}`, accepts };
}

function floatDatatype(name: string, type: Tensor.Type, highest: number): Datatype {
  const accepts = (value: unknown) => typeof value === 'number' && Math.abs(value) <= highest;
  return { name, type, expected: `a number from -${highest} to ${highest}`, accepts };
}

/** The protocol's name of a runtime type; undefined when the protocol has none. */
export function datatypeName(type: Tensor.Type): string | undefined {
  return datatypes.find((datatype) => datatype.type === type)?.name;
}

/** Checks a parsed request body against the model, whole. Throws InferenceRequestError, which names the input and says what was expected. */
export function parseInferenceRequest(body: unknown, model: OnnxModel): InferenceRequest {
  if (!isObject(body)) throw new InferenceRequestError('The body must be a JSON object.');
  if (body.id !== undefined && typeof body.id !== 'string') throw new InferenceRequestError('"id" must be a string.');
  return {
    ...(body.id === undefined ? {} : { id: body.id }),
    feeds: parseInputs(body.inputs, model.inputs),
    outputNames: parseOutputNames(body.outputs, model.outputs),
  };
}

/** A computed tensor as the protocol writes it. What JSON cannot hold (NaN, infinities) becomes null; 64-bit integers keep every digit. */
export function wireTensor(name: string, tensor: Tensor): WireTensor {
  const datatype = datatypeName(tensor.type) ?? tensor.type;
  return { name, datatype, shape: tensor.dims, data: wireData(tensor) };
}

function wireData(tensor: Tensor): unknown[] {
  if (tensor.type === 'bool') return Array.from(tensor.data as Uint8Array, (value) => value !== 0);
  if (tensor.type !== 'int64' && tensor.type !== 'uint64') return Array.from(tensor.data as Float32Array);
  return Array.from(tensor.data as BigInt64Array, wireInteger);
}

function wireInteger(value: bigint): unknown {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : rawJSON(value.toString());
}

/** In the language since ES2026, and in Node 24, but not in the compiler's library yet. */
const { rawJSON } = JSON as typeof JSON & { rawJSON(text: string): unknown };

function parseInputs(given: unknown, specifications: readonly TensorSpecification[]): Record<string, Tensor> {
  if (!Array.isArray(given)) throw new InferenceRequestError('"inputs" must be a list of tensors.');
  const feeds = new Map<string, Tensor>();
  for (const [index, input] of given.entries()) {
    if (!isObject(input)) throw new InferenceRequestError(`inputs[${index}] must be an object.`);
    const specification = specifications.find(({ name }) => name === input.name);
    if (specification === undefined) {
      throw new InferenceRequestError(
        `inputs[${index}]: unknown input ${quote(input.name)}; the model takes ${namesOf(specifications)}.`,
      );
    }
    if (feeds.has(specification.name)) throw new InferenceRequestError(`Input "${specification.name}" is given twice.`);
    feeds.set(specification.name, parseTensor(input, specification));
  }
  const missing = specifications.filter(({ name }) => !feeds.has(name));
  if (missing.length > 0) throw new InferenceRequestError(`Missing input: ${namesOf(missing)}.`);
  return Object.fromEntries(feeds);
}

function parseOutputNames(given: unknown, specifications: readonly TensorSpecification[]): string[] {
  const all = specifications.map(({ name }) => name);
  if (given === undefined) return all;
  if (!Array.isArray(given)) throw new InferenceRequestError('"outputs" must be a list of objects with a "name".');
  const asked = given.map((output: unknown) => {
    const name = isObject(output) ? output.name : output;
    if (typeof name === 'string' && all.includes(name)) return name;
    throw new InferenceRequestError(`Unknown output ${quote(name)}; the model gives ${namesOf(specifications)}.`);
  });
  return asked.length === 0 ? all : [...new Set(asked)];
}

function parseTensor(input: Record<string, unknown>, specification: TensorSpecification): Tensor {
  const where = `Input "${specification.name}"`;
  const datatype = datatypes.find(({ type }) => type === specification.type);
  if (datatype === undefined || input.datatype !== datatype.name) {
    throw new InferenceRequestError(`${where}: datatype must be ${datatype?.name}, not ${quote(input.datatype)}.`);
  }
  const shape = parseShape(input.shape, specification, where);
  const values = flatten(input.data, shape, where);
  const wrong = values.findIndex((value) => !datatype.accepts(value));
  if (wrong >= 0) {
    throw new InferenceRequestError(
      `${where}: data[${wrong}] must be ${datatype.expected}, not ${quote(values[wrong])}.`,
    );
  }
  return packed(values, datatype.type, shape);
}

/** `values` have been checked: the runtime packs plain numbers, booleans and strings itself. */
function packed(values: unknown[], type: Tensor.Type, shape: readonly number[]): Tensor {
  if (type !== 'float16') return new Tensor(type as 'float32', values as number[], shape);
  // the runtime (1.30) makes a Float16Array of them, which its native half cannot read yet; it reads the same bits as integers
  const bits = new Uint16Array(Float16Array.from(values as number[]).buffer);
  return Object.assign(new Tensor('uint16', bits, shape), { type });
}

function parseShape(given: unknown, specification: TensorSpecification, where: string): number[] {
  const isSize = (size: unknown) => Number.isSafeInteger(size) && Number(size) >= 0;
  if (!Array.isArray(given) || !given.every(isSize)) {
    throw new InferenceRequestError(`${where}: shape must be a list of whole numbers, not ${quote(given)}.`);
  }
  const expected = specification.shape;
  const fits =
    expected.length === 0 ||
    (expected.length === given.length && expected.every((size, index) => size === -1 || size === given[index]));
  if (!fits) throw new InferenceRequestError(`${where}: shape must be ${quote(expected)}, not ${quote(given)}.`);
  return given as number[];
}

/** The elements row by row. `data` is either flat already or nested exactly as `shape` says. */
function flatten(data: unknown, shape: readonly number[], where: string): unknown[] {
  if (!Array.isArray(data)) throw new InferenceRequestError(`${where}: data must be a list.`);
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  const isNested = Array.isArray(data[0]);
  if (isNested && !isNestedAs(data, shape)) {
    throw new InferenceRequestError(`${where}: nested data does not have the shape ${quote(shape)}.`);
  }
  const values = isNested ? data.flat(Math.max(shape.length - 1, 0)) : data;
  if (values.length !== size) {
    throw new InferenceRequestError(
      `${where}: shape ${quote(shape)} has ${size} elements, but data has ${values.length}.`,
    );
  }
  return values;
}

function isNestedAs(data: unknown, shape: readonly number[]): boolean {
  const [size, ...inner] = shape;
  if (size === undefined) return !Array.isArray(data);
  return Array.isArray(data) && data.length === size && data.every((row) => isNestedAs(row, inner));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value of the caller's, short enough for a message. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function namesOf(specifications: readonly TensorSpecification[]): string {
  return specifications.map(({ name }) => `"${name}"`).join(', ');
}
