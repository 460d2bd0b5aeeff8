/** Adopts endpoints that someone else runs: nothing is started or stopped, it is asked whether it answers, and watched. */
import type { EndpointKeyOf } from '../../../../platform/endpoint-keys.ts';
import { DeploymentFailure, type DeploymentTarget, type ModelToServe } from '../deployment-target.ts';
import type { EndpointProbe } from './endpoint-probe.ts';
import { type HealthTimes, watchHealth } from './health-watch.ts';

export interface ExternalEndpointsOptions {
  /** Must refuse what users may not point us at: the addresses are theirs. */
  readonly probe: EndpointProbe;
  readonly keyOf: EndpointKeyOf;
  readonly health: HealthTimes;
}

interface AdoptedEndpoint {
  readonly endpoint: string;
  readonly apiKey: string | undefined;
  readonly ending: AbortController;
}

const readyMilliseconds = 5_000;
const probeMilliseconds = 30_000;

export function externalEndpoints({ probe, keyOf, health }: ExternalEndpointsOptions): DeploymentTarget {
  const adopted = new Map<string, AdoptedEndpoint>();

  const end = async ({ deploymentId }: ModelToServe): Promise<void> => {
    adopted.get(deploymentId)?.ending.abort();
    adopted.delete(deploymentId);
  };

  const find = ({ deploymentId }: ModelToServe) => {
    const found = adopted.get(deploymentId);
    if (!found) throw new DeploymentFailure('UNHEALTHY', 'The endpoint is no longer adopted');
    return found;
  };

  return {
    async start(model, { signal, onProgress }) {
      await end(model);
      const endpoint = model.artifact.uri.replace(/\/+$/, '');
      onProgress(0, `Asking ${endpoint} whether it is ready`);
      // one that was adopted before may be away for a while; whoever watches it sees
      const apiKey = model.teamId === undefined ? undefined : keyOf(endpoint, model.teamId);
      if (!model.placement) {
        await probe.checkReady(endpoint, { signal, timeoutMilliseconds: readyMilliseconds, apiKey });
      }
      adopted.set(model.deploymentId, { endpoint, apiKey, ending: new AbortController() });
      return { endpoint, placement: {} };
    },

    async verify(model, signal) {
      const { endpoint, apiKey } = find(model);
      await probe.probe(endpoint, { signal, timeoutMilliseconds: probeMilliseconds, apiKey });
    },

    async shift(model) {
      find(model);
    },

    async scale(model) {
      find(model);
      throw new DeploymentFailure('TARGET_REJECTED', 'An external endpoint is scaled by whoever runs it');
    },

    watch(model, { onHealth }) {
      const found = adopted.get(model.deploymentId);
      if (!found) return;
      const { endpoint, apiKey, ending } = found;
      watchHealth({
        ...health,
        signal: ending.signal,
        onHealth,
        check: (asked) => probe.checkReady(endpoint, { ...asked, apiKey }),
      });
    },

    // whoever runs the endpoint has its logs
    logs: async () => undefined,

    list: async () => [...adopted].map(([deploymentId, { endpoint }]) => ({ deploymentId, endpoint })),

    stop: end,
    remove: end,
    removeFilesOfAllBut: async () => undefined,

    async close() {
      for (const { ending } of adopted.values()) ending.abort();
      adopted.clear();
    },
  };
}
