import { beforeAll, describe } from 'vitest';
import { AWS_PROGRAMS } from '../helpers/aws-cli.ts';
import { blueGreenTutorial } from './aws-cli/blue-green.ts';
import { startCliStage, type CliStage } from './aws-cli/cli-stage.ts';
import { ecsDeploy } from './aws-cli/ecs-deploy.ts';
import { files } from './aws-cli/files.ts';
import { identities } from './aws-cli/identities.ts';
import { logFilter, logTail } from './aws-cli/log-tail.ts';
import { pages } from './aws-cli/pages.ts';
import { refusals } from './aws-cli/refusals.ts';

describe.each(AWS_PROGRAMS)('version $version of the AWS CLI', program => {
  let stage: CliStage;
  const stageOf = (): CliStage => stage;
  beforeAll(async () => {
    stage = await startCliStage(program);
  });
  const placeOf = blueGreenTutorial(stageOf);
  describe.concurrent('is told in the words of AWS', () => {
    refusals(stageOf, placeOf);
  });
  describe.concurrent('besides', () => {
    ecsDeploy(stageOf, placeOf);
    (program.version === 1 ? logFilter : logTail)(stageOf);
    identities(stageOf);
    files(stageOf);
    pages(stageOf);
  });
});
