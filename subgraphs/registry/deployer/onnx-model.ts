import { open } from 'node:fs/promises';
import { InferenceSession, type Tensor } from 'onnxruntime-node';

/** What a caller must know of one input or output. A dimension of -1 may have any size; an empty shape promises nothing. */
export interface TensorSpecification {
  readonly name: string;
  readonly type: Tensor.Type;
  readonly shape: readonly number[];
}

export interface OnnxModel {
  readonly inputs: readonly TensorSpecification[];
  readonly outputs: readonly TensorSpecification[];
  /** Computes the named outputs, on the calling thread: nothing else of the process goes on meanwhile. Throws ModelRunError. */
  run(feeds: Record<string, Tensor>, outputNames: readonly string[]): Promise<Record<string, Tensor>>;
}

/** The file is missing, unreadable, not ONNX, or an ONNX model that cannot be served. The message is one line. */
export class ModelLoadError extends Error {
  override name = 'ModelLoadError';
}

/**
 * Formats that are often handed over in place of ONNX, by their first bytes. Some of them run code when they are loaded; none
 * is ever opened here by anything but the ONNX parser, whatever the name of the file says.
 */
const otherFormats: readonly { name: string; offset: number; signature: Buffer }[] = [
  ...[2, 3, 4, 5].map((protocol) => ({
    name: 'a Python pickle, which can run code when it is loaded',
    offset: 0,
    signature: Buffer.from([0x80, protocol]),
  })),
  { name: 'a zip archive (PyTorch, Keras or NumPy)', offset: 0, signature: Buffer.from('PK\x03\x04') },
  { name: 'HDF5 (Keras)', offset: 0, signature: Buffer.from('\x89HDF\r\n\x1a\n', 'latin1') },
  { name: 'a gzip archive', offset: 0, signature: Buffer.from([0x1f, 0x8b]) },
  { name: 'a NumPy array', offset: 0, signature: Buffer.from('\x93NUMPY', 'latin1') },
  { name: 'GGUF', offset: 0, signature: Buffer.from('GGUF') },
  { name: 'TensorFlow Lite', offset: 4, signature: Buffer.from('TFL3') },
  { name: 'the ORT format', offset: 4, signature: Buffer.from('ORTM') },
  { name: 'safetensors', offset: 8, signature: Buffer.from('{"') },
  // SavedModel.saved_model_schema_version = 1, then meta_graphs
  { name: 'a TensorFlow SavedModel', offset: 0, signature: Buffer.from([0x08, 0x01, 0x12]) },
];

/** ModelProto.ir_version is field 1, a varint; the first ONNX release was IR version 3. */
const irVersionTag = 0x08;
const oldestIrVersion = 3;

/** The model could not compute its outputs from these inputs. The message is one line of the runtime's. */
export class ModelRunError extends Error {
  override name = 'ModelRunError';
}

/** Reads and prepares one ONNX file, to be computed on one thread. Throws ModelLoadError. */
export async function loadOnnxModel(file: string): Promise<OnnxModel> {
  await refuseOtherFormats(file);
  const session = await InferenceSession.create(file, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    // the error that is thrown says it all; the runtime's own log lines would stand between ours
    logSeverityLevel: 4,
  }).catch((error: Error) => {
    throw new ModelLoadError(`Not a servable ONNX model: ${inOneLine(error.message)}. Only ONNX is served here.`);
  });

  const inputs = session.inputMetadata.map((input) => {
    if (!input.isTensor) throw new ModelLoadError(`Input "${input.name}" is not a tensor, so it cannot be served.`);
    return tensorSpecification(input);
  });
  // classifiers converted from scikit-learn may give a sequence of maps beside their tensors, which the protocol cannot carry
  const outputs = session.outputMetadata.filter((output) => output.isTensor).map(tensorSpecification);
  if (outputs.length === 0) throw new ModelLoadError('None of the outputs is a tensor, so the model cannot be served.');

  return {
    inputs,
    outputs,
    run: async (feeds, outputNames) => {
      const results = await session.run(feeds, outputNames).catch((error: Error) => {
        throw new ModelRunError(inOneLine(error.message));
      });
      return results as Record<string, Tensor>;
    },
  };
}

async function refuseOtherFormats(file: string): Promise<void> {
  const head = await readHead(file).catch((error: NodeJS.ErrnoException) => {
    throw new ModelLoadError(`Cannot read ${file}: ${error.code === 'ENOENT' ? 'no such file' : error.message}`);
  });
  if (head.length === 0) throw new ModelLoadError(`${file} is empty. Only ONNX is served here.`);
  if (head[0] === irVersionTag && Number(head[1]) >= oldestIrVersion) return;
  const format = otherFormats.find(({ offset, signature }) =>
    head.subarray(offset, offset + signature.length).equals(signature),
  );
  if (format !== undefined) throw new ModelLoadError(`Only ONNX is served here, and this file is ${format.name}.`);
}

async function readHead(file: string): Promise<Buffer> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(16), length: 16 });
  return buffer.subarray(0, bytesRead);
}

function tensorSpecification(value: InferenceSession.TensorValueMetadata): TensorSpecification {
  // a dimension without a fixed size is known by a name
  const shape = value.shape.map((size) => (typeof size === 'number' ? size : -1));
  return { name: value.name, type: value.type, shape };
}

/** The runtime names its own source files and spreads messages over lines; neither helps whoever made the model. */
function inOneLine(message: string): string {
  const plain = message
    .replace(/^Load model from .*? failed:/s, '')
    .replace(/\/onnxruntime_src\/.*?\) (?=[A-Z])/gs, '');
  return plain.replace(/\s+/g, ' ').trim().replace(/\.$/, '').slice(0, 500);
}
