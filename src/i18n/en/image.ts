import type { Problem } from '../en.ts';

/** Problems with images: getting, building and pushing them. */
export const imageProblems = {
  imageReferenceInvalid: (facts: { reference: string }): Problem => ({
    message: `${facts.reference} is not the name of an image.`,
    remedy: 'Write it as for `docker pull`: nginx, public.ecr.aws/nginx/nginx:latest, or HOST/NAME@sha256:….',
  }),
  imageNotFound: (facts: { image: string; tags: string }): Problem => ({
    message: `There is no image ${facts.image}.`,
    remedy: facts.tags ? `Use one of the tags that are there, such as ${facts.tags}.` : 'Check the name and the tag.',
  }),
  imageRepositoryMissing: (facts: { registry: string; repository: string }): Problem => ({
    message: `${facts.registry} has no repository ${facts.repository}.`,
    remedy: 'Check the name. A repository of your own is made by `wizard ecr`.',
  }),
  imageWrongArchitecture: (facts: { image: string; wanted: string; platform: string; found: string }): Problem => ({
    message: `${facts.image} does not run on ${facts.wanted}: it is made for ${facts.found || 'an unknown architecture'}, and tasks would end with "exec format error".`,
    remedy: `Take an image for ${facts.platform} (\`docker build --platform linux/${facts.platform}\`), or choose the other architecture with --taskdef-architecture.`,
  }),
  imageNotRunnable: (facts: { image: string }): Problem => ({
    message: `${facts.image} holds no image that a container can be made of.`,
    remedy: 'Name an image for Linux containers; helm charts, signatures and images of before 2017 cannot be run by Amazon ECS.',
  }),
  imageDamaged: (facts: { image: string; digest: string }): Problem => ({
    message: `${facts.image} is damaged: its bytes do not match ${facts.digest}.`,
    remedy: 'Try again; if it stays so, write the archive anew, or take the image from another registry.',
  }),
  imageOnlyInSandbox: (facts: { image: string; instead: string }): Problem => ({
    message: `${facts.image} exists only in the sandbox.`,
    remedy: `Use a public image, such as --image ${facts.instead}, or add --sandbox to rehearse.`,
  }),
  imageTagImmutable: (facts: { repository: string; tag: string }): Problem => ({
    message: `The tag ${facts.tag} of the repository ${facts.repository} belongs to another image, and may not be moved.`,
    remedy: 'Use another tag, or let this one move: `wizard ecr` excepts the tag that the pipeline watches.',
  }),
  registryUnreachable: (facts: { registry: string; reason: string }): Problem => ({
    message: `The registry ${facts.registry} does not answer (${facts.reason}).`,
    remedy:
      'Check the network and try again. Without one, use an archive (`docker save -o image.tar NAME`, then --archive image.tar), or with --sandbox the image sandbox/sample:v1.',
  }),
  registryUnauthorized: (facts: { registry: string; repository: string }): Problem => ({
    message: `${facts.registry} does not let us at ${facts.repository}: it is private, or there is no such image.`,
    remedy: 'Check the name. For a private image: `docker pull NAME`, `docker save -o image.tar NAME`, then use --archive image.tar.',
  }),
  registryRateLimited: (facts: { registry: string; image: string; instead: string }): Problem => ({
    message: `${facts.registry} hands out no more images for now: its limit for pulls without a login is reached (${facts.image}).`,
    remedy: `Use Amazon's public registry: --image ${facts.instead}. Or wait an hour.`,
  }),
  registryRefused: (facts: { registry: string; image: string; status: number; message: string }): Problem => ({
    message: `${facts.registry} refused ${facts.image} with HTTP ${facts.status}${facts.message ? `: ${facts.message}` : ''}.`,
    remedy: 'Try again in a while; if it stays so, ask whoever runs this registry.',
  }),
  imageFolderMissing: (facts: { folder: string }): Problem => ({
    message: `There is no folder ${facts.folder}.`,
    remedy: 'Name the folder that holds your index.html: --static DIR.',
  }),
  imageFolderEmpty: (facts: { folder: string }): Problem => ({
    message: `The folder ${facts.folder} holds no file that could be served.`,
    remedy: 'Put an index.html into it. Hidden files, node_modules and what .dockerignore names are left out.',
  }),
  imageArchiveMissing: (facts: { path: string }): Problem => ({
    message: `There is no archive ${facts.path}.`,
    remedy: 'Make it with `docker save -o image.tar NAME`, then name it: --archive image.tar.',
  }),
  imageArchiveInvalid: (facts: { path: string; missing: string }): Problem => ({
    message: `${facts.path} is no image archive${facts.missing ? `: ${facts.missing} is missing` : ''}.`,
    remedy: 'Make it with `docker save -o image.tar NAME`, or take a folder or tar in the OCI image layout.',
  }),
  imageArchiveAmbiguous: (facts: { path: string; images: string }): Problem => ({
    message: `${facts.path} holds several images: ${facts.images}.`,
    remedy: 'Make an archive of one: `docker save -o image.tar NAME`.',
  }),
  dockerfileMissing: (facts: { folder: string }): Problem => ({
    message: `The folder ${facts.folder} has no Dockerfile.`,
    remedy: 'Name the folder that has one: --build DIR. Or serve the files as they are with --static DIR.',
  }),
  builderMissing: (facts: { tools: string; platform: string }): Problem => ({
    message: `None of ${facts.tools} is installed, so that a Dockerfile cannot be built here.`,
    remedy: `Install one of them; or build elsewhere for ${facts.platform} and use --archive FILE; or serve a folder of files with --static DIR, which needs no such program.`,
  }),
  builderNotReady: (facts: { tools: string }): Problem => ({
    message: `Installed, but not running: ${facts.tools}.`,
    remedy: 'Start Docker Desktop or the docker service, or run `podman machine start` or `finch vm start`; then try again.',
  }),
  imageBuildFailed: (facts: { tool: string; folder: string; lines: string }): Problem => ({
    message: `${facts.tool} could not build ${facts.folder}:\n${facts.lines}`,
    remedy: 'Mend what the last lines say, then run the same command again.',
  }),
};

/** What is being done with an image. */
export const imageNotes = {
  pushingLayer: (facts: { number: number; total: number; megabytes: number }) =>
    `layer ${facts.number} of ${facts.total} (${facts.megabytes} MB)`,
  buildingImage: (facts: { tool: string; line: string }) => `${facts.tool}: ${facts.line}`,
  linkSkipped: (facts: { path: string }) => `left out, because it leads out of the folder: ${facts.path}`,
};
