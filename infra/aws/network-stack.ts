/** The private network everything runs in. */
import { Stack } from 'aws-cdk-lib';
import { GatewayVpcEndpointAwsService, type IVpc, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

export class NetworkStack extends Stack {
  readonly vpc: IVpc;

  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Modelgraph: network' });
    const vpc = new Vpc(this, 'Network', {
      maxAzs: 2,
      natGateways: 1,
      subnetConfiguration: [
        { name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 24 },
        { name: 'private', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 22 },
      ],
      // Tables and artifacts are reached without the way over the internet.
      gatewayEndpoints: {
        dynamodb: { service: GatewayVpcEndpointAwsService.DYNAMODB },
        s3: { service: GatewayVpcEndpointAwsService.S3 },
      },
    });
    // CDK's own types do not hold under exactOptionalPropertyTypes.
    this.vpc = vpc as IVpc;
  }
}
