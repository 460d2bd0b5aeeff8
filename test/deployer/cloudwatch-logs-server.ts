/**
 * Amazon CloudWatch Logs as far as the deployer uses it: FilterLogEvents in AWS JSON 1.1, with the shapes and errors of the real one
 * (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html). A page has two events at most, and
 * some have none, as real ones do.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface LogEvent {
  readonly logStreamName: string;
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
  readonly eventId: string;
}

interface Query {
  readonly logGroupName: string;
  readonly startTime?: number;
  readonly nextToken?: string;
}

const pageSize = 2;

export type CloudWatchLogsServer = Awaited<ReturnType<typeof startCloudWatchLogsServer>>;

export async function startCloudWatchLogsServer() {
  const groups = new Map<string, LogEvent[]>();
  let written = 0;
  let isDenied = false;

  const answerTo = ({ logGroupName, startTime = 0, nextToken }: Query): { status: number; body: object } => {
    if (isDenied) {
      const Message = 'User is not authorized to perform: logs:FilterLogEvents';
      return { status: 400, body: { __type: 'AccessDeniedException', Message } };
    }
    const events = groups.get(logGroupName);
    if (!events) {
      const message = 'The specified log group does not exist.';
      return { status: 400, body: { __type: 'ResourceNotFoundException', message } };
    }
    // a page without events, as when a part of the group holds none, is no end
    if (nextToken === undefined) return { status: 200, body: { events: [], searchedLogStreams: [], nextToken: '0' } };
    const found = events
      .filter(({ timestamp }) => timestamp >= startTime)
      .toSorted((one, other) => one.timestamp - other.timestamp);
    const from = Number(nextToken);
    const page = found.slice(from, from + pageSize);
    const isLast = from + pageSize >= found.length;
    const more = isLast ? {} : { nextToken: String(from + pageSize) };
    return { status: 200, body: { events: page, searchedLogStreams: [], ...more } };
  };

  const server = createServer(async (request, response) => {
    const target = String(request.headers['x-amz-target']);
    const { status, body } =
      target === 'Logs_20140328.FilterLogEvents'
        ? answerTo((await json(request)) as Query)
        : { status: 400, body: { __type: 'UnknownOperationException', message: target } };
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() })
      .end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** An instance of a version of a function writes something; `secondsAgo` it was, though it comes only now. */
    write(functionName: string, version: string, message: string, secondsAgo = 0) {
      written += 1;
      const now = Date.now();
      const events = groups.get(`/aws/lambda/${functionName}`) ?? [];
      groups.set(`/aws/lambda/${functionName}`, events);
      events.push({
        logStreamName: `2026/01/31[${version}]0123456789abcdef0123456789abcdef`,
        timestamp: now - secondsAgo * 1_000,
        ingestionTime: now,
        message: `${message}\n`,
        eventId: String(written).padStart(56, '3'),
      });
    },
    deny(denied: boolean) {
      isDenied = denied;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
