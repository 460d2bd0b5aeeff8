/** Run by the CDK's command line (cdk.json). */
import { modelgraphApp } from './app.ts';

modelgraphApp().app.synth();
