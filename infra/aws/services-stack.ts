/** The processes, each a service of one image, with no more rights than it uses. Only the router is reached from outside. */
import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IVpc, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import {
  Cluster,
  ContainerImage,
  ContainerInsights,
  Secret as ContainerSecret,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  type ICluster,
  LogDrivers,
} from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  type ApplicationTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { DataStack } from './data-stack.ts';
import type { EventsStack } from './events-stack.ts';
import { deployerRights, inferenceRights, type Rights, registryRights, routerRights } from './rights.ts';

interface ServiceOptions {
  readonly script: string;
  readonly port?: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly rights: Rights;
  readonly instances: number;
  readonly cpu?: number;
  readonly memoryMiB?: number;
}

const repository = fileURLToPath(new URL('../../', import.meta.url));
const domain = 'modelgraph.internal';
const ports = { router: 4000, registry: 4001, inference: 4002 } as const;

export class ServicesStack extends Stack {
  readonly services: Readonly<Record<'router' | 'registry' | 'inference' | 'deployer', FargateService>>;
  readonly targets: ApplicationTargetGroup;
  readonly #cluster: Cluster;
  readonly #access: SecurityGroup;
  readonly #secret: Secret;
  readonly #image: ContainerImage;

  constructor(scope: Construct, id: string, parts: { vpc: IVpc; data: DataStack; events: EventsStack }) {
    super(scope, id, { description: 'Modelgraph: services' });
    const { vpc, data, events } = parts;
    this.#cluster = new Cluster(this, 'Cluster', {
      vpc,
      containerInsightsV2: ContainerInsights.ENABLED,
      defaultCloudMapNamespace: { name: domain },
    });
    this.#access = new SecurityGroup(this, 'ServiceAccess', { vpc });
    this.#access.addIngressRule(this.#access, Port.tcpRange(ports.router, ports.inference), 'Between the services');
    // The secret that identities are signed with; every process has it, and nothing else.
    this.#secret = new Secret(this, 'InternalSecret', {
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    this.#image = ContainerImage.fromAsset(repository, {
      file: 'infra/Dockerfile',
      platform: Platform.LINUX_ARM64,
      exclude: ['node_modules', '.data', '.git', 'cdk.out', 'test', 'bench', 'docs'],
    });
    const urls = {
      REGISTRY_URL: `http://registry.${domain}:${ports.registry}/graphql`,
      INFERENCE_URL: `http://inference.${domain}:${ports.inference}/graphql`,
    };
    const TABLE_NAME = data.table.tableName;
    const REDIS_URL = data.redisUrl;
    const EVENT_BUS_NAME = events.bus.eventBusName;
    const { registry, webhooks, inference, deployer } = events.queues;

    this.services = {
      router: this.#service('router', {
        script: 'router/main.ts',
        port: ports.router,
        environment: { ...urls, TABLE_NAME, REDIS_URL },
        rights: routerRights(data),
        instances: 2,
      }),
      registry: this.#service('registry', {
        script: 'subgraphs/registry/main.ts',
        port: ports.registry,
        environment: {
          INFERENCE_URL: urls.INFERENCE_URL,
          TABLE_NAME,
          EVENT_BUS_NAME,
          ARTIFACT_BUCKET: data.artifacts.bucketName,
          REGISTRY_QUEUE_URL: registry.queueUrl,
          WEBHOOK_QUEUE_URL: webhooks.queueUrl,
          REDIS_URL,
        },
        rights: registryRights(data, events),
        instances: 2,
      }),
      inference: this.#service('inference', {
        script: 'subgraphs/inference/main.ts',
        port: ports.inference,
        environment: {
          REGISTRY_URL: urls.REGISTRY_URL,
          EVENT_BUS_NAME,
          INFERENCE_QUEUE_URL: inference.queueUrl,
          REDIS_URL,
        },
        rights: inferenceRights(events, this),
        instances: 2,
      }),
      deployer: this.#service('deployer', {
        script: 'subgraphs/registry/deployer/main.ts',
        environment: {
          REGISTRY_URL: urls.REGISTRY_URL,
          DEPLOYER_QUEUE_URL: deployer.queueUrl,
          DATA_DIR: '/tmp/modelgraph',
        },
        rights: deployerRights(data, events, this),
        instances: 1,
        memoryMiB: 4096,
        cpu: 1024,
      }),
    };
    this.targets = this.#publicAddress(vpc);
  }

  #service(name: string, options: ServiceOptions): FargateService {
    const { script, port, environment, rights, instances, cpu = 512, memoryMiB = 1024 } = options;
    const task = new FargateTaskDefinition(this, `${name}Task`, {
      cpu,
      memoryLimitMiB: memoryMiB,
      runtimePlatform: { cpuArchitecture: CpuArchitecture.ARM64 },
    });
    for (const statement of rights) task.addToTaskRolePolicy(statement);
    const logGroup = new LogGroup(this, `${name}Log`, {
      logGroupName: `/modelgraph/${name}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    task.addContainer(name, {
      image: this.#image,
      command: [script],
      environment: {
        NODE_ENV: 'production',
        ...(port !== undefined && { HOST: '0.0.0.0', PORT: String(port) }),
        ...environment,
      },
      secrets: { INTERNAL_SECRET: ContainerSecret.fromSecretsManager(this.#secret as ISecret) },
      // Metrics in the embedded format become CloudWatch's as they are read from the log.
      logging: LogDrivers.awsLogs({ logGroup, streamPrefix: name }),
      stopTimeout: Duration.seconds(30),
      ...(port !== undefined && { portMappings: [{ containerPort: port }] }),
    });
    return new FargateService(this, name, {
      cluster: this.#cluster as ICluster,
      taskDefinition: task,
      desiredCount: instances,
      minHealthyPercent: instances > 1 ? 100 : 0,
      circuitBreaker: { rollback: true },
      securityGroups: [this.#access],
      ...(port !== undefined && { cloudMapOptions: { name } }),
    });
  }

  /** HTTP inside the load balancer's own security group; a certificate and a name are the operator's to add. */
  #publicAddress(vpc: IVpc): ApplicationTargetGroup {
    const balancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc,
      internetFacing: false,
      dropInvalidHeaderFields: true,
      // Subscriptions stay open; the router pings more often than this.
      idleTimeout: Duration.seconds(120),
    });
    balancer.connections.allowFrom(Peer.ipv4(vpc.vpcCidrBlock), Port.tcp(80));
    return balancer.addListener('Http', { port: 80, open: false }).addTargets('Router', {
      port: ports.router,
      protocol: ApplicationProtocol.HTTP,
      targets: [this.services.router],
      deregistrationDelay: Duration.seconds(20),
      healthCheck: { path: '/health/ready', interval: Duration.seconds(10), healthyThresholdCount: 2 },
    });
  }
}
