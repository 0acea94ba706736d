import { UserError } from '../errors.ts';
import { textOf, treeOf, treesIn } from '../paths.ts';
import { appContainer, appPort } from '../taskdef/app-container.ts';
import { isImagePlaceholder } from '../taskdef/placeholders.ts';
import { jsonTree } from './json-tree.ts';

/** What a `taskdef.json` that is there already says of the application. */
export interface TaskDefinitionFacts {
  readonly container: string | undefined;
  readonly port: number | undefined;
  readonly family: string | undefined;
  /** An image that anybody can pull. */
  readonly image: string | undefined;
}

/** Reads a task definition as far as it is clear; what is wrong with it is told where the file is used. */
export function readTaskDefinitionFacts(text: string, file: string): TaskDefinitionFacts | undefined {
  const outer = jsonTree(text);
  const definition = treeOf(outer?.['taskDefinition']) ?? outer;
  const container = appContainer(treesIn(definition?.['containerDefinitions']), undefined, file);
  if (definition === undefined || container instanceof UserError) return undefined;
  const port = appPort(container, undefined, file);
  const image = textOf(container['image']);
  return {
    container: textOf(container['name']) || undefined,
    port: port instanceof UserError ? undefined : port,
    family: textOf(definition['family']) || undefined,
    // An image of a private ECR is that of a set-up, not one to begin another with.
    image: isImagePlaceholder(image) || /\.dkr\.ecr[.-]/.test(image) ? undefined : image,
  };
}
