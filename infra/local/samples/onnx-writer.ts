/**
 * Writes the few messages of an ONNX file that a small network needs, straight in protobuf's wire format
 * (https://protobuf.dev/programming-guides/encoding/). Field numbers come from onnx.proto3
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3) and stand beside the fields they encode. The same calls always make
 * the same bytes: fields are written in the order given, nothing is dated.
 */

/** TensorProto.DataType. */
const dataType = {
  FP32: 1,
  UINT8: 2,
  INT8: 3,
  INT32: 6,
  INT64: 7,
  BYTES: 8,
  BOOL: 9,
  FP16: 10,
  FP64: 11,
  BF16: 16,
} as const;
export type DataType = keyof typeof dataType;

/** A dimension is a fixed size or the name of one that the caller chooses, as in `batch`. */
type Dimension = number | string;

/** A field, or a whole message: messages are fields one after the other. */
type Bytes = Buffer;

/** AttributeProto.AttributeType INT. */
const integerAttribute = 2;
const irVersion = 8;
/** The operator set whose meaning the nodes have: https://onnx.ai/onnx/operators/. */
const operatorSet = 17;

/** ModelProto. `domains` names operator sets besides ONNX's own, such as `{ 'ai.onnx.ml': 3 }`. */
export function model(graphMessage: Bytes, description: string, domains: Record<string, number> = {}): Bytes {
  const operatorSets = Object.entries({ '': operatorSet, ...domains });
  return Buffer.concat([
    integer(1, irVersion),
    text(2, 'modelgraph'),
    text(6, description),
    bytes(7, graphMessage),
    // OperatorSetIdProto: domain = 1, version = 2
    ...operatorSets.map(([domain, version]) => bytes(8, Buffer.concat([text(1, domain), integer(2, version)]))),
  ]);
}

/** GraphProto. `nodes` in an order in which each input is made before it is used. */
export function graph(
  name: string,
  parts: { nodes: Bytes[]; constants?: Bytes[]; inputs: Bytes[]; outputs: Bytes[] },
): Bytes {
  return Buffer.concat([
    ...parts.nodes.map((node) => bytes(1, node)),
    text(2, name),
    ...(parts.constants ?? []).map((constant) => bytes(5, constant)),
    ...parts.inputs.map((input) => bytes(11, input)),
    ...parts.outputs.map((output) => bytes(12, output)),
  ]);
}

/** NodeProto: one operator. Attributes are integers, the only kind needed here. */
export function node(
  operator: string,
  inputs: string[],
  outputs: string[],
  attributes: Record<string, number> = {},
): Bytes {
  return Buffer.concat([
    ...inputs.map((input) => text(1, input)),
    ...outputs.map((output) => text(2, output)),
    text(4, operator),
    // AttributeProto: name = 1, i = 3, type = 20
    ...Object.entries(attributes).map(([name, value]) =>
      bytes(5, Buffer.concat([text(1, name), integer(3, value), integer(20, integerAttribute)])),
    ),
  ]);
}

/** ValueInfoProto of a tensor: an input or output of the graph. */
export function tensorValue(name: string, type: DataType, shape: Dimension[], description = ''): Bytes {
  return Buffer.concat([
    text(1, name),
    bytes(2, tensorType(type, shape)),
    ...(description === '' ? [] : [text(3, description)]),
  ]);
}

/** ValueInfoProto of a sequence of tensors, which some classifiers give out beside their tensors. */
export function sequenceValue(name: string, type: DataType, shape: Dimension[]): Bytes {
  // TypeProto.sequence_type = 4, TypeProto.Sequence.elem_type = 1
  return Buffer.concat([text(1, name), bytes(2, bytes(4, bytes(1, tensorType(type, shape))))]);
}

/** TensorProto of 32-bit floats, row by row. */
export function floats(name: string, shape: number[], values: number[]): Bytes {
  const data = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    data.writeFloatLE(value, index * 4);
  });
  return constant(name, 'FP32', shape, data);
}

/** TensorProto of 64-bit integers. */
export function integers(name: string, values: number[]): Bytes {
  const data = Buffer.alloc(values.length * 8);
  values.forEach((value, index) => {
    data.writeBigInt64LE(BigInt(value), index * 8);
  });
  return constant(name, 'INT64', [values.length], data);
}

/** dims = 1, data_type = 2, name = 8, raw_data = 9 (little endian, row-major). */
function constant(name: string, type: DataType, shape: number[], data: Buffer): Bytes {
  return Buffer.concat([
    ...shape.map((size) => integer(1, size)),
    integer(2, dataType[type]),
    text(8, name),
    bytes(9, data),
  ]);
}

/** TypeProto.tensor_type = 1; Tensor: elem_type = 1, shape = 2; TensorShapeProto.dim = 1; Dimension: dim_value = 1, dim_param = 2. */
function tensorType(type: DataType, shape: Dimension[]): Bytes {
  const dimensions = shape.map((size) => bytes(1, typeof size === 'number' ? integer(1, size) : text(2, size)));
  return bytes(1, Buffer.concat([integer(1, dataType[type]), bytes(2, Buffer.concat(dimensions))]));
}

/** A field of wire type 0. Negative values do not occur here. */
function integer(field: number, value: number): Bytes {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

/** A field of wire type 2: length, then content. */
function bytes(field: number, content: Buffer): Bytes {
  return Buffer.concat([varint(field * 8 + 2), varint(content.length), content]);
}

function text(field: number, content: string): Bytes {
  return bytes(field, Buffer.from(content, 'utf8'));
}

/** Seven bits a byte, lowest first; the high bit says that more follow. */
function varint(value: number): Buffer {
  const groups: number[] = [];
  let rest = value;
  while (rest >= 128) {
    groups.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...groups, rest]);
}
