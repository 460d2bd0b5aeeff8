/**
 * Makes the two sample models of the embedded artifact bucket: `node infra/local/samples/make-samples.ts` writes them beside this
 * file. Their weights are chosen by hand, so that every number can be explained and nothing needs training data. The files
 * are committed; a test fails when they differ from what this script makes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { floats, graph, integers, model, node, tensorValue } from './onnx-writer.ts';

/**
 * Scores card payments. Input `features` FP32 [-1, 4]: amount in dollars, local hour 0-24, distance in km from the last payment,
 * 1 if the card is used abroad. Output `fraud_probability` FP32 [-1, 1].
 *
 * A payment raises suspicion by its amount, its distance, being foreign, and being made at night:
 * `sigmoid(0.6 amount/1000 + 0.3 distance/1000 + 1.5 foreign - 2 daytime - 3)`. `daytime` rises from 0 at 5:00 to 1 at 8:00
 * and falls from 20:00 to 23:00; four hinges (Relu of a straight line) draw it.
 */
export function fraudDetection(): Buffer {
  const hidden = [
    // each column of the weights is one hidden unit: amount, four hinges of the hour, distance, foreign
    { amount: 1, bias: 0, weight: 0.6 },
    { hour: 1 / 3, bias: -5 / 3, weight: -2 },
    { hour: 1 / 3, bias: -8 / 3, weight: 2 },
    { hour: 1 / 3, bias: -20 / 3, weight: 2 },
    { hour: 1 / 3, bias: -23 / 3, weight: -2 },
    { distance: 1, bias: 0, weight: 0.3 },
    { foreign: 1, bias: 0, weight: 1.5 },
  ];
  const hiddenWeights = [
    ...hidden.map((unit) => unit.amount ?? 0),
    ...hidden.map((unit) => unit.hour ?? 0),
    ...hidden.map((unit) => unit.distance ?? 0),
    ...hidden.map((unit) => unit.foreign ?? 0),
  ];
  const biases = hidden.map((unit) => unit.bias);
  const weights = hidden.map((unit) => unit.weight);
  return model(
    graph('fraud-detection', {
      inputs: [tensorValue('features', 'FP32', ['batch', 4], 'amount, hour, distance_km, is_foreign')],
      outputs: [tensorValue('fraud_probability', 'FP32', ['batch', 1], '0 to 1')],
      constants: [
        // beyond these bounds a larger value says nothing more, and must not drown the others
        floats('lowest', [4], [0, 0, 0, 0]),
        floats('highest', [4], [10_000, 24, 10_000, 1]),
        floats('scale', [4], [1000, 1, 1000, 1]),
        floats('hidden_weights', [4, hidden.length], hiddenWeights),
        floats('hidden_biases', [hidden.length], biases),
        floats('weights', [hidden.length, 1], weights),
        floats('bias', [1], [-3]),
      ],
      nodes: [
        node('Max', ['features', 'lowest'], ['not_below']),
        node('Min', ['not_below', 'highest'], ['bounded']),
        node('Div', ['bounded', 'scale'], ['normalised']),
        node('Gemm', ['normalised', 'hidden_weights', 'hidden_biases'], ['lines']),
        node('Relu', ['lines'], ['hinges']),
        node('Gemm', ['hinges', 'weights', 'bias'], ['suspicion']),
        node('Sigmoid', ['suspicion'], ['fraud_probability']),
      ],
    }),
    'Scores card payments: amount, hour, distance_km, is_foreign to a probability of fraud.',
  );
}

/**
 * Ranks five items for a user. Input `user` FP32 [-1, 3]: interest in sport, reading, travel, each 0 to 1. Outputs: `scores` FP32
 * [-1, 5], which sum to 1 (running shoes, novel, suitcase, travel guide, hiking boots), and `items` INT64 [-1, 3], the three
 * best, best first, as indices into `scores`.
 */
export function recommendation(): Buffer {
  // rows: sport, reading, travel; columns: the five items
  const affinity = [
    [3, 0, 0, 0, 2],
    [0, 3, 0, 2, 0],
    [0, 0, 3, 2, 2],
  ];
  return model(
    graph('recommendation', {
      inputs: [tensorValue('user', 'FP32', ['batch', 3], 'interest in sport, reading, travel, each 0 to 1')],
      outputs: [
        tensorValue('scores', 'FP32', ['batch', 5], 'running shoes, novel, suitcase, travel guide, hiking boots'),
        tensorValue('items', 'INT64', ['batch', 3], 'indices of the three best, best first'),
      ],
      constants: [floats('affinity', [3, 5], affinity.flat()), integers('best', [3])],
      nodes: [
        node('MatMul', ['user', 'affinity'], ['appeal']),
        node('Softmax', ['appeal'], ['scores'], { axis: 1 }),
        node('TopK', ['scores', 'best'], ['best_scores', 'items'], { axis: 1 }),
      ],
    }),
    'Ranks five items for a user by interest in sport, reading and travel.',
  );
}

if (import.meta.main) {
  for (const [name, content] of Object.entries({
    'fraud-detection': fraudDetection(),
    recommendation: recommendation(),
  })) {
    const file = join(import.meta.dirname, name, 'model.onnx');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    process.stdout.write(`${file} ${content.length} bytes\n`);
  }
}
