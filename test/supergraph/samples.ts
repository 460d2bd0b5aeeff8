/** The models that the scenarios register. */
import type { RegisterModelInput } from '../../client/generated/operations.ts';

export const fraudDetection: RegisterModelInput = {
  modelId: 'fraud-detection-model',
  version: '1.0.0',
  framework: 'tensorflow',
  deploymentTarget: 'LAMBDA',
  teamId: 'data-science-team',
  artifactUri: 's3://modelgraph-artifacts/samples/fraud-detection/model.onnx',
  description: 'Scores card payments',
  tags: [{ key: 'domain', value: 'payments' }],
};

export const recommendationEngine: RegisterModelInput = {
  modelId: 'recommendation-engine',
  version: '2.1.0',
  framework: 'pytorch',
  deploymentTarget: 'EKS',
  teamId: 'data-science-team',
  artifactUri: 's3://modelgraph-artifacts/samples/recommendation/model.onnx',
  description: 'Ranks five offers for a customer',
};

export const churnForecast: RegisterModelInput = {
  modelId: 'churn-forecast',
  version: '0.3.0',
  framework: 'scikit-learn',
  deploymentTarget: 'LOCAL',
  teamId: 'growth-team',
  artifactUri: 's3://modelgraph-artifacts/samples/recommendation/model.onnx',
  description: 'Tells which customers will leave',
};
