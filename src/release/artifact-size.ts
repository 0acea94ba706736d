import { GetDifferencesCommand, GetFileCommand } from '@aws-sdk/client-codecommit';
import { deflateRawSync } from 'node:zlib';
import type { Aws } from '../aws/aws.ts';
import type { SourceBranch, SourceFile } from './files.ts';

/** CodeDeployToECS reads no input artifact above this: https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
export const LARGEST_ARTIFACT = 3 * 1024 * 1024;

/** What a ZIP notes of a file, beside its name, twice. */
const ZIP_ENTRY = 76;
/** More files than that are not looked into: nobody waits for so many calls. */
const MOST_FILES = 200;

export interface ArtifactFile {
  readonly path: string;
  /** In the ZIP. */
  readonly bytes: number;
}

/** The files of the artifact that a branch becomes, once these files are committed, the largest first; undefined where there are too many. */
export async function artifactFiles(
  aws: Aws,
  branch: SourceBranch,
  files: readonly SourceFile[],
): Promise<readonly ArtifactFile[] | undefined> {
  const ours = new Map(files.map(({ path, content }) => [path, Buffer.from(content)]));
  const others = (await pathsOf(aws, branch)).filter(path => !ours.has(path));
  if (others.length > MOST_FILES) return undefined;
  const read = async (filePath: string): Promise<readonly [string, Uint8Array]> => {
    const place = { repositoryName: branch.repository, commitSpecifier: branch.branch };
    const { fileContent } = await aws.codecommit.send(new GetFileCommand({ ...place, filePath }));
    return [filePath, fileContent ?? new Uint8Array()];
  };
  const contents = [...ours, ...(await Promise.all(others.map(read)))];
  return contents
    .map(([path, content]) => ({ path, bytes: deflateRawSync(content).length + ZIP_ENTRY + 2 * Buffer.byteLength(path) }))
    .sort((a, b) => b.bytes - a.bytes);
}

/** CodeCommit lists a whole tree only as what differs from nothing. */
async function pathsOf(aws: Aws, { repository, branch }: SourceBranch): Promise<readonly string[]> {
  const paths: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await aws.codecommit.send(
      new GetDifferencesCommand({ repositoryName: repository, afterCommitSpecifier: branch, NextToken }),
    );
    paths.push(...(page.differences ?? []).flatMap(({ afterBlob }) => afterBlob?.path ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined && paths.length <= MOST_FILES);
  return paths;
}
