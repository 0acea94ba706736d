import { paginateListRepositories } from '@aws-sdk/client-codecommit';
import { paginateDescribeRepositories } from '@aws-sdk/client-ecr';
import { paginateListClusters } from '@aws-sdk/client-ecs';
import type { Aws } from './aws/aws.ts';
import type { ConfigKey } from './config.ts';
import type { AccountChoices } from './ui/ask.ts';

type Lister = (aws: Aws) => Promise<readonly string[]>;

async function collect<Page>(
  pages: AsyncIterable<Page>,
  names: (page: Page) => readonly (string | undefined)[],
): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const page of pages) all.push(...names(page).filter(name => name !== undefined));
  return all;
}

/** What the account has of the things that a question names. */
const LISTERS: Readonly<Partial<Record<ConfigKey, Lister>>> = {
  'source.repository': async aws =>
    collect(paginateListRepositories({ client: await aws.codecommit.reader() }, {}), ({ repositories = [] }) =>
      repositories.map(({ repositoryName }) => repositoryName),
    ),
  'ecr.repository': async aws =>
    collect(paginateDescribeRepositories({ client: await aws.ecr.reader() }, {}), ({ repositories = [] }) =>
      repositories.map(({ repositoryName }) => repositoryName),
    ),
  'service.cluster': async aws =>
    collect(paginateListClusters({ client: await aws.ecs.reader() }, {}), ({ clusterArns = [] }) =>
      clusterArns.map(arn => arn.slice(arn.lastIndexOf('/') + 1)),
    ),
};

/** The repositories and clusters of the account, as answers; none where there are none, or they may not be listed. */
export const accountChoices =
  (aws: Aws): AccountChoices =>
  async key => {
    const names = await LISTERS[key]?.(aws).catch(() => []);
    return names === undefined || names.length === 0 ? undefined : names.map(value => ({ value }));
  };
