import { beforeAll, describe } from 'vitest';
import { AWS_PROGRAMS } from '../helpers/aws-cli.ts';
import { blueGreenTutorial } from './aws-cli/blue-green.ts';
import { startCliStage, type CliStage } from './aws-cli/cli-stage.ts';

describe.each(AWS_PROGRAMS)('version $version of the AWS CLI', program => {
  let stage: CliStage;
  beforeAll(async () => {
    stage = await startCliStage(program);
  });
  blueGreenTutorial(() => stage);
});
