/** How a deployment takes over: what its deployer is to do next, and whether the gateway's figures let a canary go on. */
import type { Deployment, Strategy, TrafficFigures } from './model.ts';
import { beyondBounds, figuresSince, noTraffic } from './traffic-figures.ts';

/** What a deployer is to do with a deployment it has in hand. */
export interface Directive {
  /** SHIFT: move `trafficPercent` of the slot's traffic there, and report it. FINISH: report that it is DEPLOYED. */
  readonly action: 'CONTINUE' | 'SHIFT' | 'CANCEL' | 'ROLL_BACK' | 'FINISH';
  readonly trafficPercent?: number;
}

export const allAtOnce: Strategy = { kind: 'ALL_AT_ONCE', keepPreviousSeconds: 0 };

/** `sharesTraffic`: whether something else serves in the slot. */
export function directiveFor(deployment: Deployment, sharesTraffic: boolean, now: Date): Directive {
  const { status, phase, endpoint } = deployment;
  if (status === 'ROLLED_BACK') return { action: 'ROLL_BACK' };
  if (status !== 'DEPLOYING' && status !== 'DEPLOYED') return { action: 'CANCEL' };
  if (status === 'DEPLOYED' || phase !== 'SHIFTING' || !endpoint) return { action: 'CONTINUE' };
  const steps = (isCanary(deployment) && sharesTraffic && deployment.strategy?.steps) || [];
  const trafficPercent = steps[stepDue(deployment, now)]?.percent;
  if (trafficPercent === undefined) return { action: 'FINISH', trafficPercent: 100 };
  if (trafficPercent === deployment.trafficPercent) return { action: 'CONTINUE' };
  return { action: 'SHIFT', trafficPercent };
}

/** The canary step that a deployment should be in; after the last one, that many. */
export function stepDue({ canary, strategy }: Deployment, now: Date): number {
  const { step, since } = canary ?? { step: 0 };
  if (since === undefined) return step;
  const holdsUntil = Date.parse(since) + (strategy?.steps?.[step]?.holdSeconds ?? 0) * 1000;
  return now.getTime() < holdsUntil ? step : step + 1;
}

/** Why a canary must be rolled back, by what was seen since its step began. */
export function verdictOn(
  { canary, strategy }: Deployment,
  figures: TrafficFigures | undefined,
): ReturnType<typeof beyondBounds> {
  if (!strategy?.abortOn || !canary?.since || !figures) return undefined;
  return beyondBounds(figuresSince(figures, canary.baseline ?? noTraffic), strategy.abortOn);
}

export function isCanary({ strategy }: Deployment): boolean {
  return strategy?.kind === 'CANARY';
}
