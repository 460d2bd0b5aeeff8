/** What is measured: the registry as a caller of one team has it, each call with a context of its own, as over the wire. */
import type { Identity } from '../../platform/access.ts';
import { createRegistry } from '../../subgraphs/registry/domain/registry.ts';
import { createSealer } from '../../subgraphs/registry/domain/secrets.ts';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
import { createContext, type RegistryContext } from '../../subgraphs/registry/graphql/context.ts';
import type { Database } from './database.ts';
import { modelIdOf, versionOf, versionsPerModel } from './seed.ts';

export interface Figures {
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly operations: number;
  readonly readUnits: number;
}

/** A table with its size, and a caller. */
export interface Subject {
  readonly versions: number;
  readonly database: Database;
  readonly newContext: () => RegistryContext;
}

const identity: Identity = { userId: 'bench', tier: 'INTERNAL', groups: ['team-a'] };
const page = { first: 10 };
const secret = 'a secret of more than thirty-two characters';

export function subjectOf(versions: number, database: Database): Subject {
  const store = dynamoRegistryStore(database.table);
  const registry = createRegistry({
    store,
    artifacts: { bucket: 'models', verify: async () => undefined, probe: async () => 'UNKNOWN' },
    hints: { listen: () => () => undefined },
    leases: { claimedSeconds: 15, queuedSeconds: 60 },
    sealer: createSealer(secret),
    committed: () => undefined,
  });
  const notMeasured = () => {
    throw new Error('This is not measured');
  };
  const newContext = (): RegistryContext =>
    createContext(
      {
        registry,
        store,
        artifacts: { forCaller: () => ({}) as never },
        webhooks: () => ({}) as never,
        mcp: () => ({}) as never,
        logs: {} as never,
        health: notMeasured,
      },
      { identity, signal: new AbortController().signal },
    );
  return { versions, database, newContext };
}

/** Each throws unless the answer is what was to be found. */
export const calls: Readonly<Record<string, (subject: Subject) => Promise<void>>> = {
  'get a version': async ({ versions, newContext }) => {
    const key = { modelId: someModel(versions), version: versionOf(Math.floor(Math.random() * versionsPerModel)) };
    expect(await newContext().registry.version(key), key.version);
  },
  'list a page': async ({ newContext }) => {
    expect((await newContext().registry.models({}, page)).nodes.length === page.first, 'a full page');
  },
  'filter by two fields': async ({ newContext }) => {
    const filter = { framework: 'onnx', status: 'REGISTERED' } as const;
    expect((await newContext().registry.models(filter, page)).nodes.length === page.first, 'a full page');
  },
  'a page of 10 with latest versions': async ({ newContext }) => {
    const { registry } = newContext();
    const { nodes } = await registry.models({}, page);
    const latest = await Promise.all(nodes.map(registry.latestVersionOf));
    expect(latest.length === page.first, 'a full page');
  },
  'look an alias up': async ({ versions, newContext }) => {
    const { registry } = newContext();
    const model = await registry.model(someModel(versions));
    expect(model && (await registry.aliases.versionNamed(model, 'champion')), 'the champion');
  },
  statistics: async ({ versions, newContext }) => {
    const { totalVersions } = await newContext().registry.statistics();
    expect(totalVersions === versions / 2, `${versions / 2} versions`);
  },
  'statistics of 30 days': async ({ newContext }) => {
    expect((await newContext().reports.statisticsHistory(30)).length === 30, '30 days');
  },
};

const warmUps = 20;

/** Measures every call on every table in turn, so that what else the machine does falls on all of them. */
export async function measure(subjects: readonly Subject[], rounds: number): Promise<Map<string, Figures[]>> {
  const figures = new Map<string, Figures[]>();
  for (const [name, call] of Object.entries(calls)) {
    for (let round = 0; round < warmUps; round++) for (const subject of subjects) await call(subject);
    for (const { database } of subjects) Object.assign(database.consumed, { operations: 0, readUnits: 0 });
    const times = subjects.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [index, subject] of subjects.entries()) {
        const started = performance.now();
        await call(subject);
        times[index]?.push(performance.now() - started);
      }
    }
    const of = ({ database }: Subject, index: number): Figures => ({
      p50: percentile(times[index] ?? [], 0.5),
      p99: percentile(times[index] ?? [], 0.99),
      operations: database.consumed.operations / rounds,
      readUnits: database.consumed.readUnits / rounds,
    });
    figures.set(name, subjects.map(of));
  }
  return figures;
}

/** One of the caller's team: those with an even number. */
function someModel(versions: number): string {
  return modelIdOf(2 * Math.floor((Math.random() * versions) / versionsPerModel / 2));
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? 0;
}

function expect(found: unknown, what: string): void {
  if (!found) throw new Error(`The bench did not find ${what}`);
}
