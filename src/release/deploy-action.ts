import type { PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { UserError } from '../errors.ts';
import type { SourceFile } from './files.ts';

/**
 * What does not fit between the pipeline's CodeDeployToECS action, as it is on AWS, and the files that it will read: their paths, and the
 * placeholders that it fills in. https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
 */
export function checkDeployAction(declaration: PipelineDeclaration, files: readonly SourceFile[]): readonly UserError[] {
  const pipeline = declaration.name ?? '';
  const actions = (declaration.stages ?? []).flatMap(({ actions: all }) => all ?? []);
  const settings = actions.find(({ actionTypeId }) => actionTypeId?.provider === 'CodeDeployToECS')?.configuration;
  if (settings === undefined) return [];
  const [taskdef, appspec] = ['taskdef.json', 'appspec.yaml'].map((file, at) => {
    const wanted = settings[at === 0 ? 'TaskDefinitionTemplatePath' : 'AppSpecTemplatePath'] ?? file;
    return { file, wanted, content: files.find(({ path }) => path === wanted)?.content };
  });
  const images = [1, 2, 3, 4].flatMap(number => settings[`Image${number}ContainerName`] ?? []).map(name => `<${name}>`);
  return [taskdef, appspec].flatMap((template): UserError[] => {
    if (template === undefined) return [];
    const { file, wanted, content } = template;
    if (content === undefined) return [new UserError('releaseFilePath', { file, wanted, pipeline })];
    const placeholders = template === taskdef ? images : ['<TASK_DEFINITION>'];
    const said = [...new Set(content.match(/<[A-Za-z_]\w*>/g))];
    const found = said.filter(word => !placeholders.includes(word)).join(', ');
    return placeholders
      .filter(placeholder => !content.includes(placeholder))
      .map(placeholder => new UserError('releasePlaceholder', { file, wanted: placeholder, found, pipeline }));
  });
}
