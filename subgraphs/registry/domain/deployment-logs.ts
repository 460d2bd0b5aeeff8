/** What the model servers of a deployment write, for the team that owns the model. */
import type { Deployment } from './model.ts';

export interface LogLine {
  /** Counts from 1 for each deployment; a gap says that lines were dropped. */
  readonly number: number;
  /** ISO 8601. */
  readonly at: string;
  /** Without secrets and folders, 2000 characters at most. */
  readonly text: string;
}

export interface LogEvent {
  readonly lines: readonly LogLine[];
  /** How many were lost before these, or among them. */
  readonly dropped: number;
}

export interface LogBatch extends LogEvent {
  /** The writer has ended for now; another attempt may begin again. */
  readonly isEnd: boolean;
}

export interface DeploymentLogs {
  /** The last lines, the oldest first. Throws REGISTRY_UNAVAILABLE. */
  tail(deploymentId: string, last: number): Promise<LogLine[]>;
  /** Some of the last lines, then each as it comes, until the signal is aborted; while the store is away, nothing. */
  follow(deploymentId: string, signal: AbortSignal): AsyncGenerator<LogBatch>;
}

/** The lines of a deployment until nothing serves for it any more, and nothing will. Whoever calls may see it. */
export async function* followLogs(
  logs: DeploymentLogs,
  deploymentId: string,
  signal: AbortSignal,
  find: () => Promise<Deployment | undefined>,
): AsyncGenerator<LogEvent> {
  for await (const { lines, dropped, isEnd } of logs.follow(deploymentId, signal)) {
    if (lines.length > 0) yield { lines, dropped };
    if (!isEnd) continue;
    const deployment = await find();
    if (!deployment || (deployment.phase === 'DONE' && deployment.status !== 'DEPLOYED')) return;
  }
}
