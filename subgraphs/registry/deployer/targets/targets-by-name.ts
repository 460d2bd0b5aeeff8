/** The places that one deployer serves models at, as one: each call goes to the target that the version was registered for. */
import { DeploymentFailure, type DeploymentTarget, type ModelToServe, type TargetName } from '../deployment-target.ts';

/** Names may share a target. A deployment for a name that is not here fails with TARGET_REJECTED. */
export function targetsByName(targets: Readonly<Partial<Record<TargetName, DeploymentTarget>>>): DeploymentTarget {
  const all = [...new Set(Object.values(targets))];
  const find = ({ deploymentTarget }: ModelToServe): DeploymentTarget => {
    const found = targets[deploymentTarget];
    if (found) return found;
    throw new DeploymentFailure(
      'TARGET_REJECTED',
      `This deployer serves nothing on ${deploymentTarget}: configure it, or register the version for ${Object.keys(targets).join(' or ')}`,
    );
  };

  return {
    start: async (model, options) => find(model).start(model, options),
    verify: async (model, signal) => find(model).verify(model, signal),
    shift: async (model, percent, signal) => find(model).shift(model, percent, signal),
    scale: async (model, replicas, signal) => find(model).scale(model, replicas, signal),
    watch: (model, watcher) => find(model).watch(model, watcher),
    logs: async (model, options) => find(model).logs(model, options),
    list: async (signal) => (await Promise.all(all.map((target) => target.list(signal)))).flat(),
    // where nothing can have been started, nothing has to be ended
    stop: async (model) => targets[model.deploymentTarget]?.stop(model),
    remove: async (model) => targets[model.deploymentTarget]?.remove(model),
    async removeFilesOfAllBut(deploymentIds) {
      await Promise.all(all.map((target) => target.removeFilesOfAllBut(deploymentIds)));
    },
    async close() {
      await Promise.all(all.map((target) => target.close()));
    },
  };
}
