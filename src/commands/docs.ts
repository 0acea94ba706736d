import { referenceMarkdown } from '../reference-markdown.ts';
import { referenceOf } from '../reference.ts';
import type { CommandResult, Session } from '../session.ts';
import { version } from '../version.ts';

/** Prints the reference: Markdown, or with `--json` one document in the result, under `reference`. */
export async function docsCommand({ output, messages }: Session): Promise<CommandResult> {
  const reference = referenceOf(messages, version());
  output.printWhole(referenceMarkdown(reference, messages).trimEnd());
  output.event({ type: 'result', ok: true, reference });
  return undefined;
}
