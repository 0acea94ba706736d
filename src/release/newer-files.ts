import { GetFileCommand, ListFileCommitHistoryCommand, type Commit } from '@aws-sdk/client-codecommit';
import { isDeepStrictEqual } from 'node:util';
import type { Aws } from '../aws/aws.ts';
import type { SourceBranch, SourceFile } from './files.ts';

/** A file as the branch has it, which is newer than the one that is here. */
export interface NewerFile extends SourceFile {
  readonly commit: string;
  readonly author: string;
  readonly at: Date;
}

/** How many versions of a file are looked at. */
const VERSIONS = 20;

/**
 * Newer versions of those files that are here as an earlier commit had them. What the branch has gone back to is not newer than what it has
 * left. `plain` takes out of a text what makes no difference.
 */
export async function newerFiles(
  aws: Aws,
  { repository, branch }: SourceBranch,
  files: readonly SourceFile[],
  plain: (text: string) => string,
): Promise<readonly NewerFile[]> {
  const newer = async ({ path, content }: SourceFile): Promise<NewerFile[]> => {
    const { revisionDag = [] } = await aws.codecommit.send(
      new ListFileCommitHistoryCommand({ repositoryName: repository, commitSpecifier: branch, filePath: path, maxResults: VERSIONS }),
    );
    const versions = revisionDag.map(version => ({ ...version, at: dateOf(version.commit) })).toSorted((a, b) => +b.at - +a.at);
    const texts = await Promise.all(
      versions.map(async ({ commit, path: filePath = path }) => {
        const place = { repositoryName: repository, commitSpecifier: commit?.commitId };
        const { fileContent = [] } = await aws.codecommit.send(new GetFileCommand({ ...place, filePath }));
        return plain(Buffer.from(fileContent).toString('utf8'));
      }),
    );
    const [newest] = versions;
    const [text = ''] = texts;
    const firstAs = (wanted: string): number => texts.findLastIndex(one => isDeepStrictEqual(meaningOf(one), meaningOf(wanted)));
    if (newest === undefined || firstAs(plain(content)) <= firstAs(text)) return [];
    const { commit, at } = newest;
    return [{ path, content: text, commit: commit?.commitId ?? '', author: commit?.author?.name ?? '', at }];
  };
  return (await Promise.all(files.map(newer))).flat();
}

/** `1484167798 -0800`: seconds and a time zone. */
const dateOf = (commit: Commit | undefined): Date => new Date(Number.parseInt(commit?.committer?.date ?? '', 10) * 1000);

/** JSON may be laid out otherwise. */
function meaningOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
