import { describe, expect, it } from '@jest/globals';
import { compileEventPattern, InvalidEventPattern } from '../../infra/local/event-pattern.ts';

/** The examples of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html and its neighbours. */
const examples: [name: string, pattern: object, fits: object[], fitsNot: object[]][] = [
  ['an exact value', { source: ['aws.ec2'] }, [{ source: 'aws.ec2' }], [{ source: 'aws.s3' }, {}, { source: null }]],
  ['one of several', { detail: { state: ['a', 'b'] } }, [{ detail: { state: 'b' } }], [{ detail: { state: 'c' } }]],
  [
    'all fields',
    { source: ['a'], 'detail-type': ['b'] },
    [{ source: 'a', 'detail-type': 'b', more: 1 }],
    [{ source: 'a' }],
  ],
  [
    'null',
    { detail: { response: [null] } },
    [{ detail: { response: null } }],
    [{ detail: {} }, { detail: { response: '' } }],
  ],
  ['the empty string', { detail: { name: [''] } }, [{ detail: { name: '' } }], [{ detail: { name: 'x' } }]],
  [
    'true and a number',
    { a: [true], b: [5] },
    [
      { a: true, b: 5 },
      { a: true, b: 5.0 },
    ],
    [
      { a: 'true', b: 5 },
      { a: true, b: '5' },
    ],
  ],
  [
    'any element of an array',
    { resources: ['arn:1', 'arn:2'] },
    [{ resources: ['arn:0', 'arn:2'] }, { resources: 'arn:1' }],
    [{ resources: [] }, { resources: ['arn:3'] }],
  ],
  [
    'objects inside of an array',
    { list: { id: [1] } },
    [{ list: [{ id: 2 }, { id: 1 }] }],
    [{ list: [{ id: 2 }] }, { list: [] }],
  ],
  [
    'a prefix',
    { time: [{ prefix: '2017-10-02' }] },
    [{ time: '2017-10-02T18:43:48Z' }],
    [{ time: '2017-10-03' }, { time: 2017 }],
  ],
  [
    'a prefix in any case',
    { service: [{ prefix: { 'equals-ignore-case': 'EventB' } }] },
    [{ service: 'EventBridge' }, { service: 'eventbus' }],
    [{ service: 'myEventBridge' }],
  ],
  ['a suffix', { name: [{ suffix: '.png' }] }, [{ name: 'cat.png' }], [{ name: 'cat.png.txt' }, {}]],
  [
    'a suffix in any case',
    { name: [{ suffix: { 'equals-ignore-case': '.png' } }] },
    [{ name: 'cat.PNG' }],
    [{ name: 'cat.jpg' }],
  ],
  [
    'anything but a string',
    { state: [{ 'anything-but': 'initializing' }] },
    [{ state: 'ended' }],
    [{ state: 'initializing' }, {}],
  ],
  ['anything but a number', { x: [{ 'anything-but': 123 }] }, [{ x: 456 }, { x: '123' }], [{ x: 123 }]],
  ['anything but a list', { x: [{ 'anything-but': ['a', 'b'] }] }, [{ x: 'c' }], [{ x: 'a' }, { x: 'b' }]],
  [
    'anything but a prefix',
    { state: [{ 'anything-but': { prefix: 'init' } }] },
    [{ state: 'end' }],
    [{ state: 'init' }],
  ],
  [
    'anything but prefixes',
    { state: [{ 'anything-but': { prefix: ['init', 'error'] } }] },
    [{ state: 'end' }],
    [{ state: 'init' }, { state: 'errors' }],
  ],
  [
    'anything but a suffix',
    { file: [{ 'anything-but': { suffix: '.txt' } }] },
    [{ file: 'a.png' }],
    [{ file: 'a.txt' }],
  ],
  [
    'anything but in any case',
    { state: [{ 'anything-but': { 'equals-ignore-case': ['initializing', 'stopped'] } }] },
    [{ state: 'ended' }],
    [{ state: 'INITIALIZING' }, { state: 'Stopped' }],
  ],
  [
    'anything but a wildcard',
    { path: [{ 'anything-but': { wildcard: '*/lib/*' } }] },
    [{ path: '/bin/a' }],
    [{ path: '/usr/lib/a' }],
  ],
  [
    'a number range',
    { c: [{ numeric: ['>', 0, '<=', 5] }] },
    [{ c: 5 }, { c: 0.1 }],
    [{ c: 0 }, { c: 5.1 }, { c: '3' }],
  ],
  ['an equal number', { c: [{ numeric: ['=', 3.018e2] }] }, [{ c: 301.8 }], [{ c: 301 }]],
  ['a field that exists', { detail: { state: [{ exists: true }] } }, [{ detail: { state: null } }], [{ detail: {} }]],
  [
    'a field that does not exist',
    { detail: { 'c-count': [{ exists: false }] } },
    [{ detail: {} }, {}, { detail: { 'c-count': { inner: 1 } } }],
    [{ detail: { 'c-count': 3 } }],
  ],
  ['equality in any case', { type: [{ 'equals-ignore-case': 'alice' }] }, [{ type: 'ALICE' }], [{ type: 'alices' }]],
  [
    'a wildcard',
    { path: [{ wildcard: 'dir/*.png' }] },
    [{ path: 'dir/a.png' }, { path: 'dir/sub/.png' }],
    [{ path: 'dir/a.png2' }, { path: 'dirXa.png' }],
  ],
  [
    'several wildcards',
    { path: [{ wildcard: 'EventBus*::*Metrics*' }] },
    [{ path: 'EventBus1::aMetricsb' }],
    [{ path: 'EventBus' }],
  ],
  ['an escaped star', { a: [{ wildcard: 'a\\*b' }] }, [{ a: 'a*b' }], [{ a: 'aXb' }]],
  [
    'alternatives',
    { source: ['s'], detail: { $or: [{ a: [1] }, { b: [{ numeric: ['<', 2] }] }] } },
    [
      { source: 's', detail: { a: 1 } },
      { source: 's', detail: { b: 1 } },
    ],
    [
      { source: 's', detail: { b: 2 } },
      { source: 'x', detail: { a: 1 } },
    ],
  ],
  [
    'mixed choices',
    { n: [{ prefix: 'a' }, { numeric: ['>', 5] }, null] },
    [{ n: 'abc' }, { n: 6 }, { n: null }],
    [{ n: 5 }, { n: 'b' }],
  ],
];

describe('an event pattern with', () => {
  it.each(examples)('%s', (_name, pattern, fits, fitsNot) => {
    const matches = compileEventPattern(JSON.stringify(pattern));
    for (const event of fits) expect([event, matches(event)]).toEqual([event, true]);
    for (const event of fitsNot) expect([event, matches(event)]).toEqual([event, false]);
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['nothing', '{}'],
    ['a bare value', '{"source":"a"}'],
    ['an empty array', '{"source":[]}'],
    ['an empty object', '{"detail":{}}'],
    ['an unknown operator', '{"a":[{"like":"x"}]}'],
    ['two operators', '{"a":[{"prefix":"x","suffix":"y"}]}'],
    ['a number as prefix', '{"a":[{"prefix":1}]}'],
    ['a malformed range', '{"a":[{"numeric":["<","5"]}]}'],
    ['an unknown comparison', '{"a":[{"numeric":["!",5]}]}'],
    ['exists without a boolean', '{"a":[{"exists":"yes"}]}'],
    ['one alternative', '{"$or":[{"a":[1]}]}'],
    ['two stars in a row', '{"a":[{"wildcard":"a**"}]}'],
    ['anything but null', '{"a":[{"anything-but":[null]}]}'],
  ])('%s is refused', (_name, pattern) => {
    expect(() => compileEventPattern(pattern)).toThrow(InvalidEventPattern);
  });
});
