/** All of Modelgraph in AWS, for whatever account and region it is deployed to: the same resources as the embedded cloud's. */
import { App, type AppProps, Tags } from 'aws-cdk-lib';
import { AlarmsStack } from './alarms-stack.ts';
import { DataStack } from './data-stack.ts';
import { EventsStack } from './events-stack.ts';
import { NetworkStack } from './network-stack.ts';
import { ServicesStack } from './services-stack.ts';

export function modelgraphApp(props: AppProps = {}) {
  const app = new App({ analyticsReporting: false, ...props });
  const network = new NetworkStack(app, 'ModelgraphNetwork');
  const data = new DataStack(app, 'ModelgraphData', { vpc: network.vpc });
  const events = new EventsStack(app, 'ModelgraphEvents');
  const services = new ServicesStack(app, 'ModelgraphServices', { vpc: network.vpc, data, events });
  const alarms = new AlarmsStack(app, 'ModelgraphAlarms', { data, events, services });
  Tags.of(app).add('project', 'modelgraph');
  return { app, network, data, events, services, alarms };
}
