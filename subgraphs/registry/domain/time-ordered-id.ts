/** Unique ids that sort by the time they were made; of one process, strictly in the order they were made. */
import { randomBytes } from 'node:crypto';

let lastMilliseconds = 0;
let countInMillisecond = 0;

/** 12 hexadecimal digits of time, 4 of a counter, 16 random. */
export function timeOrderedId(): string {
  const now = Math.max(Date.now(), lastMilliseconds);
  countInMillisecond = now === lastMilliseconds ? countInMillisecond + 1 : 0;
  lastMilliseconds = now;
  // A counter that would overflow borrows the next millisecond.
  if (countInMillisecond > 0xffff) {
    lastMilliseconds += 1;
    countInMillisecond = 0;
  }
  const time = lastMilliseconds.toString(16).padStart(12, '0');
  const counter = countInMillisecond.toString(16).padStart(4, '0');
  return `${time}${counter}${randomBytes(8).toString('hex')}`;
}

/** Whether `id` has the form of such an id; anything else names nothing. */
export function isTimeOrderedId(id: string): boolean {
  return /^[0-9a-f]{32}$/.test(id);
}
