import type { Problem } from '../en.ts';

/** Problems of `rollback`. */
export const rollbackProblems = {
  nothingLive: (facts: { service: string }): Problem => ({
    message: `Nothing is live in the service ${facts.service} yet, so there is nothing to roll back.`,
    remedy: 'Release something first: wizard release',
  }),
  nothingBefore: (facts: { revision: string; /** What was rolled back last. */ left: string | undefined; command: string }): Problem => ({
    message: [
      `Nothing was live before ${facts.revision}, so there is nothing to go back to.`,
      facts.left === undefined ? '' : ` Later versions were live and were left again, ${facts.left} last.`,
    ].join(''),
    remedy: facts.left === undefined ? `Bring another version live: ${facts.command}` : `Bring that one live again: ${facts.command}`,
  }),
  versionUnknown: (facts: { version: string; versions: string; command: string }): Problem => ({
    message: `No version that was live is known by ${facts.version}. Known: ${facts.versions || '-'}.`,
    remedy: `Name a revision (12 or web:12), an image digest, or a tag; see them all: ${facts.command}`,
  }),
  versionGone: (facts: { revision: string; image: string; reason: 'image' | 'revision' }): Problem => ({
    message: {
      image: `${facts.revision} cannot be started any more: its image is no longer in ECR (${facts.image}).`,
      revision: `${facts.revision} cannot be started any more: the revision was deregistered.`,
    }[facts.reason],
    remedy: 'Choose another version (`wizard rollback --list`), or push the image again and release it.',
  }),
  filesUnknown: (facts: { revision: string }): Problem => ({
    message: `${facts.revision} was not released by the pipeline (or too long ago), so it is not known with which files.`,
    remedy: 'Leave out --revert-files, and put the files right yourself.',
  }),
  rollbackLeft: (facts: { command: string }): Problem => ({
    message: 'No longer watching the rollback; what is under way on AWS goes on by itself.',
    remedy: `Go on with it: ${facts.command}`,
  }),
  rollbackFailed: (facts: { deployment: string; reasons: readonly string[] }): Problem => ({
    message: [`The version to go back to does not serve: deployment ${facts.deployment} failed. What AWS says:`, ...facts.reasons].join(
      '\n  ',
    ),
    remedy: 'What served before goes on serving. See why, or choose another version: wizard doctor, wizard rollback --list',
  }),
};

/** How a version came to be live. */
export const broughtBy = { pipeline: 'pipeline', hand: 'by hand', rollback: 'rollback', unknown: '-' };

/** What `rollback` says. */
export const rollbackTexts = {
  columns: ['version', 'image', 'tags', 'live since', 'brought by', ''],
  isLive: 'live now',
  isNext: '<- rollback',
  isGone: 'image is gone',
  isInactive: 'revision is deregistered',
  none: 'Nothing was live yet.',
  unread: (facts: { deploymentId: string; action: string }) =>
    `What deployment ${facts.deploymentId} brought is not known: reading its AppSpec was refused (${facts.action}).`,
  choose: 'Go back to which version?',
  from: 'Live:',
  to: 'Back to:',
  ways: {
    none: 'It serves already.',
    follow: 'A deployment that is under way brings it; it is followed.',
    stop: 'Its tasks still run: the deployment is stopped, and CodeDeploy leads the traffic back at once.',
    'end-wait': 'The wanted version has no tasks that are still kept: the deployment that is under way is ended, then it is started anew.',
    deploy: 'Its tasks are gone: CodeDeploy starts it anew, which takes a few minutes. What serves now goes on serving until then.',
    pipeline: 'Its files and its image are put back, and the pipeline starts it anew; that execution is followed.',
  },
  fastTime: (facts: { speed: number }) =>
    `Time passes ${facts.speed} times faster in this sandbox: what AWS keeps for five minutes is gone here after ${Number((300 / facts.speed).toFixed(1))} s.`,
  confirm: 'Roll back?',
  resumed: (facts: { version: string; since: string }) =>
    `Going on with the rollback to ${facts.version} that was begun at ${facts.since}.`,
  steps: {
    stop: (facts: { id: string }) => `Stopped deployment ${facts.id}; the traffic goes back`,
    'end-wait': (facts: { id: string }) => `The old version of deployment ${facts.id} is let go`,
    deploy: (facts: { id: string }) => `Started deployment ${facts.id}`,
    follow: (facts: { id: string }) => `Following deployment ${facts.id}`,
  },
  already: (facts: { version: string }) => `Live already: ${facts.version}`,
  done: (facts: { version: string; colour: string }) => `Rolled back. Live: ${facts.version} (${facts.colour})`,
  byTag: (facts: { image: string }) => `${facts.image} is named by a tag: what it means today is started, whatever it meant then.`,
  holdsImage: (facts: { image: string }) => `The tag ${facts.image} still points at another image.`,
  holdsFiles: (facts: { files: string; repository: string }) => `${facts.repository} still holds other files: ${facts.files}.`,
  holdsUnknown: (facts: { repository: string }) =>
    `What ${facts.repository} held for this version is not known: it was not released by the pipeline.`,
  inLine: (facts: { command: string }) =>
    `The next run of the pipeline brings that live again. Bring the repository in line (this runs the pipeline once with this version):\n  ${facts.command}`,
  reverting: (facts: { what: string }) => `Put back: ${facts.what}. This starts the pipeline, which deploys this version once more.`,
  filesHere: (facts: { files: string }) =>
    `The files in this folder stay as they are: put ${facts.files} back here too, or the next release commits what is here.`,
};
