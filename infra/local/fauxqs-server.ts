/**
 * S3 and SQS for a laptop: fauxqs (pinned to 2.4.1), on 127.0.0.1 and with its state in SQLite. Assembled from its parts, since its
 * own start function listens on every interface and keeps the queue URLs of the port it had before.
 */
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { buildApp } from 'fauxqs';
import { PersistenceManager } from '../../node_modules/fauxqs/dist/persistence.js';
import { S3Store } from '../../node_modules/fauxqs/dist/s3/s3Store.js';
import { SnsStore } from '../../node_modules/fauxqs/dist/sns/snsStore.js';
import { type SqsQueue, SqsStore } from '../../node_modules/fauxqs/dist/sqs/sqsStore.js';
import { corruptStore } from './data-directory.ts';
import { answerMultipartLists } from './fauxqs-multipart.ts';

export interface FauxqsServer {
  /** For `AWS_ENDPOINT_URL_S3` and `AWS_ENDPOINT_URL_SQS`. */
  readonly endpoint: string;
  /** Makes the queue exist with these attributes. Its messages and URL survive. */
  ensureQueue(name: string, attributes: Record<string, string>): Queue;
  /** Stores a message before it returns; false when no queue has this ARN. */
  send(queueArn: string, body: string): boolean;
  ensureBucket(name: string): void;
  hasObject(bucket: string, key: string): boolean;
  putObject(bucket: string, key: string, body: Buffer): void;
  close(): Promise<void>;
}

export interface Queue {
  readonly url: string;
  readonly arn: string;
}

export const account = '000000000000';

/**
 * Opens the state in the folder `path` and listens on a free port. Messages that were received but not deleted before the last stop
 * are there to receive at once: their receivers are gone. Throws a DataDirectoryError for state it cannot read.
 */
export async function startFauxqsServer({ path, region }: { path: string; region: string }): Promise<FauxqsServer> {
  const persistence = openPersistence(path);
  const sqs = new SqsStore();
  const sns = new SnsStore();
  const s3 = new S3Store();
  // Without a host of its own, fauxqs builds queue URLs from the address that was asked.
  sqs.host = '';
  const app = buildApp({ logger: false, defaultRegion: region, stores: { sqsStore: sqs, snsStore: sns, s3Store: s3 } });
  answerMultipartLists(app, s3);
  // A receiver that hung up while it waited must not take a message with it.
  app.addHook('onSend', async (request, _reply, payload) => {
    if (request.headers['x-amz-target'] === 'AmazonSQS.ReceiveMessage' && request.raw.socket.destroyed) {
      giveBack(sqs, request.body as { QueueUrl: string }, String(payload));
    }
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  app.server.keepAliveTimeout = 75_000;
  const endpoint = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const queueUrl = (name: string) => `${endpoint}/${account}/${name}`;
  try {
    persistence.moveQueues(queueUrl);
    persistence.load(sqs, sns, s3);
  } catch (error) {
    await app.close();
    persistence.close();
    throw corruptStore(path, error);
  }
  sqs.persistence = persistence;
  sns.persistence = persistence;
  s3.persistence = persistence;
  for (const queue of sqs.allQueues()) {
    queue.persistence = persistence;
    for (const receiptHandle of [...queue.inflightMessages.keys()]) queue.changeVisibility(receiptHandle, 0);
  }

  return {
    endpoint,
    ensureQueue(name, attributes) {
      const arn = `arn:aws:sqs:${region}:${account}:${name}`;
      const queue = sqs.getQueueByArn(arn);
      if (!queue) sqs.createQueue(name, queueUrl(name), arn, attributes);
      else if (differs(queue, attributes)) queue.setAttributes(attributes);
      return { url: queueUrl(name), arn };
    },
    send(queueArn, body) {
      const queue = sqs.getQueueByArn(queueArn);
      queue?.enqueue(SqsStore.createMessage(body));
      return queue !== undefined;
    },
    ensureBucket(name) {
      if (!s3.hasBucket(name)) s3.createBucket(name);
    },
    hasObject: (bucket, key) => s3.listObjects(bucket, { prefix: key }).objects.some((object) => object.key === key),
    putObject(bucket, key, body) {
      s3.putObject(bucket, key, body);
    },
    async close() {
      sqs.shutdown();
      await app.close();
      persistence.close();
    },
  };
}

function differs(queue: SqsQueue, attributes: Record<string, string>) {
  return Object.entries(attributes).some(([name, value]) => queue.attributes[name] !== value);
}

function giveBack(sqs: SqsStore, { QueueUrl }: { QueueUrl: string }, payload: string) {
  const { Messages = [] } = JSON.parse(payload) as { Messages?: { ReceiptHandle: string }[] };
  for (const { ReceiptHandle } of Messages) sqs.getQueue(QueueUrl)?.changeVisibility(ReceiptHandle, 0);
}

function openPersistence(path: string): Persistence {
  try {
    return new Persistence(path);
  } catch (error) {
    throw corruptStore(join(path, 'fauxqs.db'), error);
  }
}

/** fauxqs' persistence with what it lacks. */
class Persistence extends PersistenceManager {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    super(path);
    this.#database = Reflect.get(this, 'db') as DatabaseSync;
    // In WAL mode this survives the death of the process, and saves an fsync for each message.
    this.#database.exec('PRAGMA synchronous = NORMAL');
  }

  /** fauxqs itself sets the receive count to null here, which its own schema refuses: ChangeMessageVisibility(0) failed. */
  override updateMessageReady(messageId: string): void {
    this.#database
      .prepare('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?')
      .run(messageId);
  }

  /** The port is another one after each start. */
  moveQueues(urlOf: (name: string) => string): void {
    const update = this.#database.prepare('UPDATE sqs_queues SET url = ? WHERE name = ?');
    for (const { name } of this.#database.prepare('SELECT name FROM sqs_queues').all()) {
      update.run(urlOf(String(name)), String(name));
    }
  }
}
