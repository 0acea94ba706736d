import { nextPhase, PHASE_TIMER } from '../../behaviours/build/phases.ts';
import type { SandboxService } from '../../operation.ts';
import { createProject, deleteProject, updateProject } from './create-project.ts';
import { batchGetBuilds, batchGetProjects, listBuilds, listBuildsForProject, listProjects } from './get-projects.ts';
import { permissions } from './permissions.ts';
import { startBuild, stopBuild } from './start-build.ts';

/** AWS CodeBuild: builds that go through their phases and run no commands. */
export const codebuild: SandboxService = {
  name: 'codebuild',
  protocol: 'json',
  target: 'CodeBuild_20161006',
  validationCode: 'InvalidInputException',
  operations: [
    batchGetBuilds,
    batchGetProjects,
    createProject,
    deleteProject,
    listBuilds,
    listBuildsForProject,
    listProjects,
    startBuild,
    stopBuild,
    updateProject,
  ],
  permissions,
  timers: { [PHASE_TIMER]: nextPhase },
};
