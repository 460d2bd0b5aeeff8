/** Reads an MLflow model registry over its REST API 2.0: https://mlflow.org/docs/latest/rest-api.html */
import { setTimeout as sleep } from 'node:timers/promises';

interface MlflowTag {
  readonly key: string;
  readonly value?: string;
}

export interface MlflowModel {
  readonly name: string;
  readonly description?: string;
  readonly tags?: readonly MlflowTag[];
  readonly aliases?: readonly { readonly alias: string; readonly version: string }[];
}

export interface MlflowVersion {
  /** A number from 1. */
  readonly version: string;
  readonly description?: string;
  /** Where the artifacts are. */
  readonly source?: string;
  readonly run_id?: string;
  /** PENDING_REGISTRATION, FAILED_REGISTRATION or READY. */
  readonly status?: string;
  /** None, Staging, Production or Archived; MLflow has aliases instead since 2.9. */
  readonly current_stage?: string;
  readonly tags?: readonly MlflowTag[];
}

export interface MlflowRegistry {
  /** Every model, page by page. Throws `MlflowError`. */
  models(): AsyncIterable<MlflowModel>;
  /** Every version of a model. Throws `MlflowError`. */
  versionsOf(name: string): AsyncIterable<MlflowVersion>;
}

/** MLflow does not answer, or not with what its API promises. */
export class MlflowError extends Error {}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextPageToken: string | undefined;
}

const pageSize = '100';
const timeoutMilliseconds = 30_000;
const maximumTries = 4;

export function mlflowApi(url: string, environment: Record<string, string | undefined>): MlflowRegistry {
  const headers = authorization(environment);

  async function page<Item>(path: string, items: string, parameters: Record<string, string>): Promise<Page<Item>> {
    const address = new URL(`${url.replace(/\/+$/, '')}/api/2.0/mlflow/${path}`);
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    const answer = (await fetchJson(address, headers)) as Record<string, unknown>;
    const found = answer[items] ?? [];
    if (!Array.isArray(found)) throw new MlflowError(`${address} did not answer with a list of ${items}`);
    const token = answer.next_page_token;
    return { items: found, nextPageToken: typeof token === 'string' && token !== '' ? token : undefined };
  }

  async function* all<Item>(path: string, items: string, filter: Record<string, string>): AsyncGenerator<Item> {
    let token: string | undefined;
    do {
      const parameters = { ...filter, max_results: pageSize, ...(token && { page_token: token }) };
      const next: Page<Item> = await page<Item>(path, items, parameters);
      yield* next.items;
      token = next.nextPageToken;
    } while (token);
  }

  return {
    models: () => all<MlflowModel>('registered-models/search', 'registered_models', {}),
    versionsOf: (name) =>
      all<MlflowVersion>('model-versions/search', 'model_versions', { filter: `name=${quoted(name)}` }),
  };
}

/** MLflow's filters have no escapes, but two kinds of quotes. */
function quoted(name: string): string {
  return name.includes("'") ? `"${name}"` : `'${name}'`;
}

function authorization(environment: Record<string, string | undefined>): Record<string, string> {
  const {
    MLFLOW_TRACKING_TOKEN: token,
    MLFLOW_TRACKING_USERNAME: user,
    MLFLOW_TRACKING_PASSWORD: password,
  } = environment;
  if (token) return { authorization: `Bearer ${token}` };
  if (!user) return {};
  return { authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` };
}

/** Tries again when the server is busy or gone for a moment. */
async function fetchJson(address: URL, headers: Record<string, string>): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    const response = await fetch(address, { headers, signal: AbortSignal.timeout(timeoutMilliseconds) }).catch(
      () => undefined,
    );
    if (response?.ok) {
      return response.json().catch(() => {
        throw new MlflowError(`${address} did not answer with JSON: is that an MLflow tracking server?`);
      });
    }
    const mayPass = !response || response.status === 429 || response.status >= 500;
    if (!mayPass || tries === maximumTries) {
      throw new MlflowError(response ? `${address} answered ${response.status}` : `${address} does not answer`);
    }
    await response?.body?.cancel();
    await sleep(Math.random() * 250 * 2 ** tries);
  }
}
