import type { Connection } from '../aws/connect.ts';
import type { Session } from '../session.ts';
import { envOf, statePath } from '../workspace.ts';
import { addressOf } from './address.ts';
import { localHome } from './local-home.ts';
import { s3Home } from './s3-home.ts';
import type { StateHome } from './state-home.ts';

/** The home that `state` in wizard.yaml names: a file beside the project, or a bucket. */
export function homeOf(session: Session, state: string, aws: Connection): StateHome {
  const file = statePath(session);
  const address = addressOf(state);
  return address === undefined ? localHome(file, aws) : s3Home(aws, address, envOf(session), file);
}
