/**
 * Signs requests to AWS Lambda function URLs, which answer only those who may invoke the function. The role of this process should
 * be allowed `lambda:InvokeFunctionUrl` on the functions of the platform and on no others.
 */
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { SignatureV4 } from '@smithy/signature-v4';

export interface RequestToSign {
  readonly method: string;
  readonly url: URL;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers that a request is to be sent with: those it has, and for function URLs a signature. */
export type SignRequest = (request: RequestToSign) => Promise<Readonly<Record<string, string>>>;

const functionUrlHost = /^[a-z0-9]+\.lambda-url\.(?<region>[a-z0-9-]+)\.on\.aws$/;

export function functionUrlSignature(credentials = defaultProvider()): SignRequest {
  return async ({ method, url, body, headers }) => {
    const { region } = functionUrlHost.exec(url.hostname)?.groups ?? {};
    if (region === undefined) return headers;
    const signer = new SignatureV4({ service: 'lambda', region, credentials, sha256: Sha256 });
    const signed = await signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...headers, host: url.host },
      body,
    });
    return signed.headers;
  };
}

/** Node's, in the form the signer asks for. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key = secret === undefined || typeof secret === 'string' ? secret : bytesOf(secret);
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  }

  update(chunk: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof chunk === 'string' ? chunk : bytesOf(chunk));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): never {
    throw new Error('a digest is made once');
  }
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
