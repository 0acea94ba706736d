// Most are our own on Inquirer's core: its stock ones know no way back, no explanation and no validation while one types.
export { password } from '@inquirer/prompts';
export { choose } from './choose.ts';
export { text } from './text.ts';
