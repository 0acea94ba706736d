import type { SandboxService } from '../../operation.ts';
import { getResources } from './get-resources.ts';
import { getTagKeys, getTagValues } from './tag-words.ts';

/** AWS Resource Groups Tagging API: what carries a tag, whichever service it belongs to. */
export const tagging: SandboxService = {
  name: 'tagging',
  actionPrefix: 'tag',
  protocol: 'json',
  target: 'ResourceGroupsTaggingAPI_20170126',
  validationCode: 'InvalidParameterException',
  operations: [getResources, getTagKeys, getTagValues],
};
