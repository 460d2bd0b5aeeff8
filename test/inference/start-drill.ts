/** A gateway with two misbehaving upstreams and little patience, for the failure drills. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RoutableModelsDocument } from '../../client/generated/operations.ts';
import { type ChatUpstream, says, startChatUpstream } from './chat-upstream.ts';
import { startRegistryServer } from './registry-server.ts';
import { catalogEntry } from './samples.ts';
import {
  eventually,
  type Gateway,
  type GatewayOptions,
  internalSecret,
  type StreamedChunk,
  scientist,
  startCloud,
  startGateway,
} from './start-gateway.ts';
import { complete } from './start-platform.ts';

/** The provider `first` takes any model; `second` only those that begin with "both", as `first` does, and "spare". */
interface Patience {
  readonly firstTokenSeconds: number;
  readonly totalSeconds: number;
  readonly streamSeconds: number;
}

function providersFile(
  first: ChatUpstream,
  second: ChatUpstream,
  { firstTokenSeconds, totalSeconds, streamSeconds }: Patience,
): string {
  const both = Array.from({ length: 12 }, (_, index) => `both-${index}`).join(', ');
  return `
providers:
  - { name: first, baseUrl: "${first.baseUrl}", models: ["*", ${both}] }
  - { name: second, baseUrl: "${second.baseUrl}", models: [spare, ${both}] }
fallbacks:
  primary: [spare]
reliability:
  firstTokenSeconds: ${firstTokenSeconds}
  idleSeconds: 1.2
  totalSeconds: ${totalSeconds}
  streamSeconds: ${streamSeconds}
  breaker: { failures: 5, openSeconds: 0.5 }
`;
}

export async function startDrill(
  folder: string,

  patience: Patience = { firstTokenSeconds: 1.2, totalSeconds: 4, streamSeconds: 5 },
  options: Partial<GatewayOptions> = {},
) {
  const [cloud, registry, first, second] = await Promise.all([
    startCloud(folder),
    startRegistryServer(internalSecret),
    startChatUpstream(),
    startChatUpstream(),
  ]);
  registry.serving.push(catalogEntry({ endpoint: 'http://127.0.0.1:2/v2/models/fraud-detection-model' }));
  const path = join(folder, 'providers.yaml');
  writeFileSync(path, providersFile(first, second, patience));
  const gateway = await startGateway({
    registryUrl: registry.url,
    providerEnvironment: { PROVIDERS_FILE: path },
    ...options,
  });
  await eventually(
    () => gateway.as(scientist).request(RoutableModelsDocument, {}),
    ({ modelCatalog }) => modelCatalog.source === 'REGISTRY',
  );
  // The first request pays for what is loaded only then.
  first.script(says('Warm.'));
  await complete(gateway, { model: 'warm-up' }).catch(() => undefined);
  return {
    gateway,
    registry,
    first,
    second,
    /** Another one that is stopped by the test. */
    startAnother: (drainMilliseconds: number) =>
      startGateway({ registryUrl: registry.url, providerEnvironment: { PROVIDERS_FILE: path }, drainMilliseconds }),
    async stop() {
      await gateway.stop();
      await Promise.all([registry.stop(), first.close(), second.close(), cloud.close()]);
    },
  };
}

export type Drill = Awaited<ReturnType<typeof startDrill>>;

const streamQuery = `subscription ($input: CompletionInput!) {
  completionStream(input: $input) {
    delta finishReason usage { totalTokens }
    routing { provider model attempts attemptDetails { provider outcome } }
  }
}`;

export function openStream(gateway: Gateway, input: Record<string, unknown>) {
  return gateway.subscribe(scientist, streamQuery, {
    input: { messages: [{ role: 'USER', content: 'hi' }], ...input },
  });
}

/** The whole of a stream: its text, its last chunk, and the code of the error it ended with. */
export async function readStream(gateway: Gateway, input: Record<string, unknown>) {
  let text = '';
  let last: StreamedChunk | undefined;
  try {
    for await (const { data, errors } of openStream(gateway, input)) {
      if (errors) throw errors;
      text += data?.completionStream.delta ?? '';
      last = data?.completionStream ?? last;
    }
    return { text, last, code: undefined };
  } catch (caught) {
    const [error] = caught as { extensions?: { code?: string } }[];
    return { text, last, code: error?.extensions?.code };
  }
}
