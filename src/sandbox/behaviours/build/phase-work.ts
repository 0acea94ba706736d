import type { BuildPhaseType } from '@aws-sdk/client-codebuild';
import type { BuildRecord, Place } from '../../services/codebuild/state.ts';
import type { World } from '../../world.ts';
import { writeZip, type ZipFiles } from '../../zip.ts';
import { BuildFailure } from './build-failure.ts';
import { sourceFiles, writeArtifact } from './build-files.ts';
import { logBuild, openBuildLog } from './build-log.ts';
import { readBuildspec, type ArtifactsSpec, type Buildspec } from './buildspec.ts';
import { pickArtifacts } from './pick-artifacts.ts';

const SOURCE_FOLDER = '/codebuild/output/src1/src';

/** The buildspec of a build: given in the project, at the path given there, or `buildspec.yml`. */
function buildspecOf({ build }: BuildRecord, files: ZipFiles): Buildspec {
  const given = build.source?.buildspec ?? '';
  // CodeBuild tells text from a path in the same way.
  if (given.includes('\n')) return readBuildspec(given);
  const path = (given === '' ? 'buildspec.yml' : given).replace(/^\.?\//, '');
  const file = files.get(path);
  if (file === undefined) throw new BuildFailure('YAML_FILE_ERROR', `stat ${SOURCE_FOLDER}/${path}: no such file or directory`);
  return readBuildspec(Buffer.from(file).toString('utf8'));
}

/** The name in the bucket of what a build keeps, as the project says (https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectArtifacts.html). */
function placeOf({ build, artifacts }: BuildRecord): Place | undefined {
  if (artifacts === undefined) return undefined;
  const { location = '', path = '', namespaceType, name = '' } = artifacts;
  const parts = [path, namespaceType === 'BUILD_ID' ? (build.id?.split(':').at(-1) ?? '') : '', name === '/' ? '' : name];
  return {
    bucket: location,
    key: parts
      .map(part => part.replaceAll(/^\/|\/$/g, ''))
      .filter(part => part !== '')
      .join('/'),
  };
}

function uploadToProject(world: World, record: BuildRecord, spec: Buildspec, files: ZipFiles): void {
  const place = placeOf(record);
  if (place === undefined) return;
  const picked = pickArtifacts(files, spec.artifacts);
  record.build.artifacts = { location: `arn:aws:s3:::${place.bucket}/${place.key}` };
  if (record.artifacts?.packaging === 'ZIP') writeArtifact(world, record, place, writeZip(picked));
  else for (const [path, content] of picked) writeArtifact(world, record, { bucket: place.bucket, key: `${place.key}/${path}` }, content);
}

/** One output is what the buildspec keeps first; of several, each has its own part of it. */
const specFor = (spec: Buildspec, name: string, count: number): ArtifactsSpec | undefined =>
  count === 1 ? (spec.artifacts ?? spec.secondaryArtifacts[name]) : spec.secondaryArtifacts[name];

function upload(world: World, record: BuildRecord): void {
  const files = sourceFiles(world, record);
  const spec = buildspecOf(record, files);
  const outputs = record.pipeline?.outputs ?? [];
  for (const output of outputs) {
    writeArtifact(world, record, output, writeZip(pickArtifacts(files, specFor(spec, output.name, outputs.length))));
  }
  if (record.pipeline === undefined) uploadToProject(world, record, spec, files);
}

/**
 * What a build does in a phase. The sandbox runs no commands of a buildspec: there is no container, and they could be anything. It says so in the
 * log, command by command. What a build keeps are therefore files of its source: those that commands would make, such as `imageDetail.json` or
 * `imagedefinitions.json`, have to be there already, or the build fails where AWS's would for want of them. Images are not pushed.
 */
export async function phaseWork(world: World, record: BuildRecord, phase: BuildPhaseType): Promise<void> {
  if (phase === 'PROVISIONING') return openBuildLog(world, record);
  if (phase === 'DOWNLOAD_SOURCE') {
    logBuild(world, record, `CODEBUILD_SRC_DIR=${SOURCE_FOLDER}`);
    await logged(world, record, phase, () => void buildspecOf(record, sourceFiles(world, record)));
    return;
  }
  if (phase === 'UPLOAD_ARTIFACTS') return logged(world, record, phase, () => upload(world, record));
  if (!['INSTALL', 'PRE_BUILD', 'BUILD', 'POST_BUILD'].includes(phase)) return;
  const { commands } = buildspecOf(record, sourceFiles(world, record));
  logBuild(world, record, `Entering phase ${phase}`);
  for (const command of commands[phase] ?? []) {
    logBuild(
      world,
      record,
      `Skipped command ${command} (the local sandbox runs no build commands: files of the source pass through as they are)`,
    );
  }
  logBuild(world, record, `Phase complete: ${phase} State: SUCCEEDED`);
}

async function logged(world: World, record: BuildRecord, phase: BuildPhaseType, work: () => void): Promise<void> {
  const end = (state: string, code: string, message: string): void => {
    logBuild(world, record, `Phase complete: ${phase} State: ${state}`);
    logBuild(world, record, `Phase context status code: ${code} Message: ${message}`);
  };
  try {
    work();
    end('SUCCEEDED', '', '');
  } catch (error) {
    if (error instanceof BuildFailure) end('FAILED', error.code, error.message);
    throw error;
  }
}
