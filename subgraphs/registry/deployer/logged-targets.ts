/** A target whose models' lines go to a log, from the first start of each to its removal. */
import type { DeploymentTarget, ModelToServe } from './deployment-target.ts';
import type { LogSink } from './redis-log-sink.ts';

export function loggedTargets(target: DeploymentTarget, sink: LogSink): DeploymentTarget {
  const following = new Map<string, AbortController>();

  const follow = (model: ModelToServe): void => {
    const { deploymentId } = model;
    if (following.has(deploymentId)) return;
    const leaving = new AbortController();
    following.set(deploymentId, leaving);
    const { signal } = leaving;
    const onLine = (line: string, position?: string): void => sink.write(deploymentId, line, position);
    const read = async (): Promise<void> => {
      const after = await sink.lastPosition(deploymentId);
      await target.logs(model, { signal, after, onLine });
    };
    // a target without the model's lines says so when it is started
    read().catch(() => undefined);
  };

  return {
    ...target,
    async start(model, options) {
      follow(model);
      return target.start(model, options);
    },
    async remove(model) {
      await target.remove(model);
      if (!following.has(model.deploymentId)) return;
      following.get(model.deploymentId)?.abort();
      following.delete(model.deploymentId);
      sink.end(model.deploymentId);
    },
    async close() {
      await target.close();
      for (const leaving of following.values()) leaving.abort();
      await sink.close();
    },
  };
}
