import { readAddresses } from '../addresses.ts';
import { Stopped } from '../engine/stopped.ts';
import type { OutputValue, Ref } from '../engine/types.ts';
import { EXIT, isProblem, UserError } from '../errors.ts';
import { askRelease } from '../ask-release.ts';
import { awaitTurn, checkRelease, readStarts } from '../check-release.ts';
import { failAfterOf } from '../fail-fast.ts';
import { followRelease, type LiveRelease } from '../follow-release.ts';
import { imageAnswers } from '../image-answers.ts';
import { isImageProblem } from '../image/is-image-problem.ts';
import { imageSource } from '../sources/ecr.ts';
import { filesFor } from '../pending-files.ts';
import { clockWords } from '../i18n/moment.ts';
import { prepare, type Prepared } from '../prepare.ts';
import { failedImagePlace, readMade } from '../release-place.ts';
import { readFailedImage } from '../release/failed-image.ts';
import { problemsIn } from '../problems.ts';
import { readVersions } from '../release/live.ts';
import { changedFiles } from '../release/files.ts';
import { keptUntilOf } from '../release/release-event.ts';
import { startRelease, type ReleaseInput, type StartedRelease, type StartEvent } from '../release/start.ts';
import { commandFor, quoted, textOption, type CommandResult, type Session } from '../session.ts';
import { hasImageTrigger } from '../setup.ts';
import { note } from '../ui/note.ts';
import { hereWords } from '../ui/duration-words.ts';
import { showError } from '../ui/error-view.ts';
import { unlessRemoved } from '../unless-removed.ts';
import { version } from '../version.ts';
import { releaseWaitOption } from '../wait-option.ts';

/** Brings a new image or changed files live through the pipeline and watches it. Exit 0 only when the new version serves. */
export async function releaseCommand(given: Session): Promise<CommandResult> {
  const { output } = given;
  const wait = releaseWaitOption(given);
  failAfterOf(given);
  const { problems } = imageAnswers(given.options);
  if (problems.length > 0) throw new AggregateError(problems);
  // The image of a release is not what `init` puts into an empty repository.
  const { image: _image, static: _static, archive: _archive, build: _build, ...others } = given.options;
  const prepared = await prepare({ ...given, options: others }, []);
  const lookup = await readMade(given, prepared, NEEDED);
  const { session, wanted, from } = await settle(given, prepared, lookup);
  const { image } = prepared.config;
  // Where somebody is there, that was asked.
  if (from === undefined && image.type !== 'registry' && session.options['filesOnly'] !== true && !session.interactive) {
    note(session, 'folderNotReleased', { from: image.from, command: commandFor(session, `release --${image.type} ${quoted(image.from)}`) });
  }
  if (session.options.dryRun === true) return showIntent(session, prepared, wanted, from);
  const input = { ...wanted, starts: await readStarts(session, prepared, wanted.starts) };
  await awaitTurn(session, prepared);

  const started = await begin(session, prepared, input);
  if (wait === 'none') {
    output.event({ type: 'result', ok: true, executionId: started.executionId, live: null });
    return EXIT.done;
  }
  try {
    return await showLive(session, prepared, lookup, { ...(await followRelease(session, prepared, started, wait)), image: started.image });
  } catch (error) {
    if (isProblem(error, 'deploymentFailed') && input.starts.image) await tellFailedImage(session, prepared, input, started);
    throw error;
  }
}

/** The watched tag goes on meaning what it was moved to. */
async function tellFailedImage(
  session: Session,
  prepared: Prepared,
  { repository }: ReleaseInput,
  { executionId }: StartedRelease,
): Promise<void> {
  const failed = await readFailedImage(prepared.aws, failedImagePlace(prepared), executionId).catch(() => undefined);
  if (failed === undefined) return;
  const command = commandFor(session, `rollback --to ${failed.live} --revert-files`);
  note(session, 'imageFailed', { image: `${repository.name}:${repository.tag}`, live: failed.live, command });
}

/** What is to be released. An image that was named when asked for, and cannot be had, is asked for again. */
async function settle(given: Session, prepared: Prepared, lookup: Lookup) {
  for (;;) {
    const options = await askRelease(given, prepared.config);
    const session: Session = { ...given, options };
    const { 'image.type': type, 'image.from': from } = imageAnswers(options).answers;
    const image = type === undefined || from === undefined ? undefined : imageSource({ ...prepared.config, image: { type, from } });
    if (image !== undefined && options['filesOnly'] === true) throw new UserError('filesOnlyWithImage', {});
    const wanted = inputOf(session, prepared, lookup, image);
    try {
      await checkRelease(session, prepared, lookup, wanted);
      return { session, wanted, from };
    } catch (error) {
      if (options === given.options || !problemsIn(error).every(isImageProblem)) throw error;
      showError(error, { ...session, version: version() });
    }
  }
}

async function begin(session: Session, prepared: Prepared, input: ReleaseInput): Promise<StartedRelease> {
  let isPushed = false;
  try {
    const starting = startRelease(prepared.aws, input, event => {
      isPushed ||= event.type === 'waiting-for-trigger';
      showStart(session, event);
    });
    return await unlessRemoved(session, prepared, starting);
  } catch (error) {
    // The push alone starts the pipeline.
    if (!(error instanceof Stopped) || !isPushed) throw error;
    throw new UserError('watchStopped', { what: session.messages.release.whatWasPushed, command: commandFor(session, 'status --watch') });
  }
}

type Lookup = (ref: Ref) => OutputValue | undefined;

function inputOf(session: Session, prepared: Prepared, lookup: Lookup, image: ReleaseInput['image']): ReleaseInput {
  const { config, setup } = prepared;
  return {
    pipeline: config.pipeline.name,
    source: { repository: config.source.repository, branch: config.source.branch },
    repository: {
      name: config.ecr.repository,
      uri: String(lookup({ $ref: 'image-repository', attr: 'uri' }) ?? ''),
      tag: config.ecr.tag,
    },
    architecture: setup.app.architecture,
    image,
    tags: [textOption(session, 'tag')].filter(tag => tag !== undefined),
    files: uri => filesFor(prepared, lookup, uri),
    message: textOption(session, 'message') ?? session.messages.release.message,
    starts: { files: true, image: hasImageTrigger(setup) },
    stopped: session.stopped,
  };
}

/** What a release would do. The digest of an image that is not pushed is not known, so a new image counts as another one. */
async function showIntent(
  { output, messages }: Session,
  { aws }: Prepared,
  { repository, image, files, source, pipeline }: ReleaseInput,
  from: string | undefined,
): Promise<CommandResult> {
  const uri = `${repository.uri}:${repository.tag}`;
  const changed = (await changedFiles(aws, source, files(image === undefined ? undefined : uri))).map(({ path }) => path);
  if (image !== undefined) output.note(messages.release.wouldPush({ source: from ?? '', image: uri }));
  if (changed.length > 0) output.note(messages.release.wouldCommit({ files: changed.join(', '), branch: source.branch }));
  output.note(messages.release.wouldStart({ pipeline }));
  output.event({ type: 'result', ok: true, changed: false, image: image === undefined ? null : uri, files: changed, pipeline });
  return EXIT.done;
}

/** Images of one repository, by their digests. */
const isAnother = (one: string, other: string): boolean => one.includes('@') && one.split('@')[1] !== other.split('@')[1];

/** What a release needs, in the order in which it is made. */
const NEEDED = ['source-repository', 'image-repository', 'service', 'deployment-group', 'pipeline'];

function showStart(session: Session, event: StartEvent): void {
  const { output, messages } = session;
  output.event(event);
  switch (event.type) {
    case 'pushed':
      return output.note(
        event.changed ? messages.release.pushed({ image: event.image }) : messages.release.imageUnchanged({ image: event.image }),
      );
    case 'committed':
      return output.note(messages.release.committed({ files: event.files.join(', '), commit: event.commit.slice(0, 8) }));
    case 'unchanged':
      return output.note(messages.release.unchanged);
    case 'waiting-for-trigger':
      return output.note(messages.release.waitingForTrigger);
    case 'trigger-silent':
      return output.note(messages.release.triggerSilent({ seconds: event.seconds, command: commandFor(session, 'pipeline') }));
    case 'twin-left':
      return output.note(messages.release.twinLeft({ id: event.executionId, action: event.action }));
    case 'execution-found':
      return output.note(
        event.by === 'push' ? messages.release.triggered({ id: event.executionId }) : messages.release.started({ id: event.executionId }),
      );
  }
}

async function showLive(
  session: Session,
  { aws, config, setup }: Prepared,
  lookup: Lookup,
  { executionId, look, image }: LiveRelease & { readonly image: string | undefined },
): Promise<CommandResult> {
  const { output, messages, resultColour } = session;
  const { cluster, name } = config.service;
  const [live] = (await readVersions(aws, { cluster, service: name, container: setup.app.container })) ?? [];
  if (image !== undefined && live !== undefined && isAnother(live.image, image))
    throw new UserError('releaseOvertaken', { image, live: live.image, command: session.commandLine });
  const { url } = await readAddresses(aws, setup, lookup);
  output.print(resultColour.green(messages.release.live({ image: live?.image ?? '?', colour: live?.targetGroup ?? '?' })));
  output.print(url);
  const keptUntil = look.deployment && keptUntilOf(look.deployment, aws.pace);
  const command = commandFor(session, 'rollback');
  const time = keptUntil && clockWords(keptUntil);
  const minutes = look.deployment?.keptMinutes ?? 0;
  const here = hereWords({ minutes, seconds: minutes * 60 * aws.pace }, messages);
  output.note(time === undefined ? messages.release.wayBack({ command }) : messages.release.keptUntil({ time, command, minutes, here }));
  output.event({
    type: 'result',
    ok: true,
    executionId,
    live: live ?? null,
    url,
    keptUntil: keptUntil?.toISOString() ?? null,
    rollback: command,
  });
  return EXIT.done;
}
