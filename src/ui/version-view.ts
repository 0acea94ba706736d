import type { Messages } from '../i18n/index.ts';
import { momentWords } from '../i18n/moment.ts';
import type { History, PastVersion } from '../release/past-versions.ts';
import type { Session } from '../session.ts';
import { safe } from './output.ts';
import { table } from './tables.ts';

/** `2026-11-25 01:02:03 UTC` */
export const moment = (at: Date | undefined): string => (at === undefined ? '-' : momentWords(at));

/** `sha256:0123456789ab`, or the image's name where it has no digest. */
const imageWords = ({ digest, image }: PastVersion): string => digest?.slice(0, 'sha256:'.length + 12) ?? image;

/** Who brought a version live, and by what. */
function broughtWords({ by, execution, deploymentId }: PastVersion, messages: Messages): string {
  const id = execution?.executionId.slice(0, 8) ?? deploymentId ?? '';
  return `${messages.broughtBy[by ?? 'unknown']} ${id}`.trim();
}

/** A version in a few words; of one that was made anew, under its new revision. */
export const versionWords = (version: PastVersion, revision = version.revision): string =>
  safe([revision, imageWords(version), version.tags.join(' ')].join('  ').trimEnd());

/** A version in a line to choose from. */
export const versionChoice = (version: PastVersion, messages: Messages): string =>
  `${versionWords(version)}  ${safe([moment(version.since), broughtWords(version, messages)].join('  '))}`;

/** The versions that were live as a table, newest first. */
export function versionTable({ versions, live, before }: History, messages: Messages, width?: number): readonly string[] {
  const { rollback: words } = messages;
  const remarks = (version: PastVersion): string =>
    [
      version === live ? words.isLive : '',
      version === before ? words.isNext : '',
      version.kept === 'gone' ? words.isGone : '',
      version.active ? '' : words.isInactive,
    ]
      .filter(remark => remark !== '')
      .join(', ');
  const rows = versions.map(version => [
    version.revision,
    imageWords(version),
    version.tags.join(' ') || '-',
    moment(version.since),
    broughtWords(version, messages),
    remarks(version),
  ]);
  return table(
    words.columns,
    rows.map(row => row.map(safe)),
    width,
  );
}

/** Says what of the history is not known, since the caller may not read it. */
export const showUnread = ({ output, messages }: Pick<Session, 'output' | 'messages'>, { unread }: History): void =>
  unread.forEach(one => output.note(messages.rollback.unread(one)));

/** A version for programs. */
export const versionRecord = (version: PastVersion) => ({
  revision: version.revision,
  taskDefinition: version.taskDefinition,
  image: version.image,
  digest: version.digest ?? null,
  tags: version.tags,
  imageKept: version.kept,
  active: version.active,
  since: version.since?.toISOString() ?? null,
  by: version.by ?? null,
  startedBy: version.execution?.by ?? null,
  executionId: version.execution?.executionId ?? null,
  deploymentId: version.deploymentId ?? null,
  commit: version.source?.commit ?? null,
});
