/** A target whose place is asked for its list now and then only, as each question costs many requests there. */
import type { DeploymentTarget, RunningModel } from '../deployment-target.ts';

/** A list is believed for so long, but never across a change that was made here. */
export function listedRarely(target: DeploymentTarget, milliseconds: number): DeploymentTarget {
  let known: { readonly list: Promise<readonly RunningModel[]>; readonly at: number } | undefined;

  /** Forgets the list when the change begins, and what was listed meanwhile when it ends. */
  const changing = async <Result>(change: () => Promise<Result>): Promise<Result> => {
    known = undefined;
    try {
      return await change();
    } finally {
      known = undefined;
    }
  };

  return {
    ...target,
    start: (model, options) => changing(() => target.start(model, options)),
    stop: (model) => changing(() => target.stop(model)),
    remove: (model) => changing(() => target.remove(model)),
    list(signal) {
      if (known && Date.now() - known.at < milliseconds) return known.list;
      const asked = { list: target.list(signal), at: Date.now() };
      known = asked;
      asked.list.catch(() => {
        if (known === asked) known = undefined;
      });
      return asked.list;
    },
  };
}
