/** Sends a question and returns the JSON that answers it. `what` names it to people. Throws DeploymentFailure (UNHEALTHY). */
export type Ask = (what: string, url: string, body?: unknown) => Promise<unknown>;

/** What is asked of one kind of endpoint. Each throws DeploymentFailure (UNHEALTHY). */
export interface Questions {
  ready(ask: Ask, endpoint: string): Promise<void>;
  answer(ask: Ask, endpoint: string): Promise<void>;
}
