/** What the server that speaks Lambda's API keeps. */
export interface Version {
  readonly environment: Record<string, string>;
  readonly settings: Record<string, unknown>;
  state: string;
  reason?: { code: string; message: string } | undefined;
  updating: number;
  revision: string;
}

export interface Alias {
  version: string;
  weights: Record<string, number>;
  revision: string;
  url?: string | undefined;
  provisioned?: { wanted: number; asked: number } | undefined;
}

export interface LambdaFunction {
  readonly latest: Version;
  readonly versions: Map<string, Version>;
  readonly aliases: Map<string, Alias>;
  published: number;
}

/** An answer other than 200. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

export interface Failure {
  /** As in "POST /versions": the method, and the end of the path. */
  readonly at: string;
  readonly status: number;
  readonly type: string;
  readonly message: string;
  times: number;
}
