// The prompts that are asked with. Named here so that the bundle leaves the others out: the editor alone brings tables of character sets.
export { checkbox, input, select } from '@inquirer/prompts';
