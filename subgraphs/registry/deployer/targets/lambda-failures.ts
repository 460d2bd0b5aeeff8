/** What AWS Lambda refuses, and what it means for a deployment. */
import { type FunctionConfiguration, LambdaServiceException } from '@aws-sdk/client-lambda';
import { DeploymentFailure } from '../deployment-target.ts';

const conflicts = ['ResourceConflictException', 'PreconditionFailedException', 'ResourceNotReadyException'];
const throttles = ['TooManyRequestsException', 'ThrottlingException'];

/** Another change is under way, or came first. */
export function isConflict(error: unknown): boolean {
  return error instanceof LambdaServiceException && conflicts.includes(error.name);
}

export function isMissing(error: unknown): boolean {
  const isNamed = error instanceof LambdaServiceException;
  return isNamed && /^(ResourceNotFound|ProvisionedConcurrencyConfigNotFound)Exception$/.test(error.name);
}

/** What is not AWS's answer stays as it is. */
export function toFailure(error: unknown): unknown {
  if (!(error instanceof LambdaServiceException)) return error;
  if (throttles.includes(error.name)) {
    const message = 'AWS Lambda takes no more requests at the moment (throttled); deploy again later';
    return new DeploymentFailure('TARGET_REJECTED', message, error);
  }
  if (error.$fault === 'server') {
    return new DeploymentFailure('DEPLOYER_ERROR', `AWS Lambda had a fault of its own: ${error.message}`, error);
  }
  return new DeploymentFailure('TARGET_REJECTED', `AWS Lambda refused: ${error.message} (${error.name})`, error);
}

/** By the reason code of a function's state (https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html). */
const loadErrors = /^(FunctionError|InvalidRuntime|InvalidZipFileException)/;

/** Why a function, or a version of one, will not come up; undefined while it may. */
export function failureOfState(found: FunctionConfiguration): DeploymentFailure | undefined {
  const { State, StateReason, StateReasonCode, LastUpdateStatus, LastUpdateStatusReason, LastUpdateStatusReasonCode } =
    found;
  if (State === 'Failed') return failure(StateReasonCode, StateReason);
  if (LastUpdateStatus === 'Failed') return failure(LastUpdateStatusReasonCode, LastUpdateStatusReason);
  return undefined;
}

function failure(code = 'unknown', reason = 'no reason given'): DeploymentFailure {
  const name = loadErrors.test(code) ? 'LOAD_ERROR' : code === 'InternalError' ? 'DEPLOYER_ERROR' : 'TARGET_REJECTED';
  return new DeploymentFailure(name, `AWS Lambda could not bring the function up: ${reason} (${code})`);
}
