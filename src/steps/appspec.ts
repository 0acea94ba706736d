import { node } from '../engine/refs.ts';
import type { Inputs } from '../engine/types.ts';
import { appspecQuestions } from '../questions/appspec.ts';
import type { FileSpec } from '../render.ts';
import { localFile } from '../resources/local-file.ts';
import type { Setup } from '../setup.ts';
import { filesSource } from '../sources/index.ts';
import { network, taskSecurityGroup } from './alb.ts';
import type { Step } from './step.ts';
import { taskdefFile } from './taskdef.ts';

/** The name that every part of the pipeline knows the file by, whatever it is called in the project. */
export const APPSPEC_PATH = 'appspec.yaml';

const PROPERTIES = 'Resources.0.TargetService.Properties';

function values(setup: Setup) {
  const { subnetIds, assignPublicIp } = network(setup).out;
  const awsvpc = `${PROPERTIES}.NetworkConfiguration.AwsvpcConfiguration`;
  return {
    [`${PROPERTIES}.LoadBalancerInfo.ContainerName`]: setup.app.container,
    [`${PROPERTIES}.LoadBalancerInfo.ContainerPort`]: setup.app.port,
    [`${awsvpc}.Subnets`]: subnetIds,
    [`${awsvpc}.SecurityGroups`]: [taskSecurityGroup(setup).out.id],
    [`${awsvpc}.AssignPublicIp`]: assignPublicIp,
  };
}

/** appspec.yaml as it goes into the repository. */
const appspecFile = (setup: Setup): Inputs<FileSpec> =>
  setup.files.appspec === undefined
    ? { path: APPSPEC_PATH, template: 'appspec.yaml', values: values(setup) }
    : { path: APPSPEC_PATH, content: setup.files.appspec.content };

/** What the repository holds: these two files and nothing else, since CodeDeploy takes no artifact above 3 MB. */
export const committedFiles = (setup: Setup): readonly Inputs<FileSpec>[] => [taskdefFile(setup), appspecFile(setup)];

/** The file of the project. One of the user's own counts as it should be, whatever the values are. */
const file = (setup: Setup) =>
  node('appspec', 'appspec-file', localFile, {
    path: setup.config.appspec.file,
    template: 'appspec.yaml',
    values: setup.files.appspec === undefined ? values(setup) : {},
  });

/** How a deployment replaces blue by green; then both files go into the repository. */
export const appspec: Step = {
  name: 'appspec',
  questions: appspecQuestions,
  resources: setup => [file(setup), filesSource(setup).commit(setup, committedFiles(setup))],
};
