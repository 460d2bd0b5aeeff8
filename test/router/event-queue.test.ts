import { describe, expect, it } from '@jest/globals';
import { eventQueue } from '../../router/event-queue.ts';

describe('the queue of a subscription', () => {
  it('keeps order, and takes no more than it has room for', async () => {
    const queue = eventQueue<number>(2);
    expect([queue.push(1), queue.push(2), queue.push(3)]).toEqual([true, true, false]);
    queue.fail(new Error('too slow'));
    expect(queue.push(4)).toBe(false);
    expect([await queue.take(), await queue.take()]).toEqual([1, 2]);
    await expect(queue.take()).rejects.toThrow('too slow');
    expect(await queue.take()).toBeUndefined();
  });

  it('wakes a reader that waits, with an event, with its end, and when it is abandoned', async () => {
    const queue = eventQueue<string>(10);
    const taken = queue.take();
    queue.push('now');
    expect(await taken).toBe('now');
    const end = queue.take();
    queue.end();
    expect(await end).toBeUndefined();

    const left = eventQueue<string>(10);
    const waiting = left.take();
    left.abandon();
    expect(await waiting).toBeUndefined();
  });

  it('drops what was not read when it is abandoned', async () => {
    const queue = eventQueue<number>(10);
    queue.push(1);
    queue.abandon();
    expect(await queue.take()).toBeUndefined();
  });
});
