// Only these: a whole-package import would carry the editor prompt and its character tables into the bundle.
export { checkbox, confirm, input, password, select } from '@inquirer/prompts';
