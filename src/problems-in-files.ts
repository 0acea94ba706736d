import { resolve } from 'node:path';
import { openIn } from './ask-traffic.ts';
import type { Answers, ConfigContext } from './config.ts';
import { isProblem, type UserError } from './errors.ts';
import { mayAsk } from './hold-interview.ts';
import { readOwnFiles } from './own-files.ts';
import { resolveConfig } from './resolve-config.ts';
import type { Session } from './session.ts';
import { hashOf, renderedHashes, textOf } from './workspace.ts';

/** Stands for an account, where it is not known yet. AWS's own documents use it. */
const SOME_ACCOUNT = '123456789012';

/**
 * What is wrong with the user's own files, where the way to AWS is not even begun, since other things are wrong as well: all is told
 * together. What depends on the account, or would be asked, is told later.
 */
export async function problemsInFiles(session: Session, answers: Answers, context: ConfigContext): Promise<readonly UserError[]> {
  const { config } = resolveConfig(answers, context);
  const place = { account: SOME_ACCOUNT, region: config.region, partition: 'aws' };
  const folder = session.io.cwd;
  const noted = await renderedHashes(session);
  const files = [config.taskdef.file, config.appspec.file];
  const texts = new Map(await Promise.all(files.map(async file => [file, await textOf(resolve(folder, file))] as const)));
  const isOurs = (file: string): boolean => noted.has(hashOf(texts.get(file) ?? ''));
  const { problems } = await readOwnFiles({ folder, config, answers, place, sandbox: context.sandbox, isOurs });
  const isAsked = (problem: UserError): boolean => mayAsk(session) && openIn([problem]) !== undefined;
  return problems.filter(problem => !isProblem(problem, 'taskdefForeignRole') && !isAsked(problem));
}
