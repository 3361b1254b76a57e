/** What is known of products beyond their templates: read from files, chosen, made into functions. */
export { defaultProductId, recognisedProduct, referenceTemplate } from './choice/choose.ts';
export { namedProduct, shippedIndex, shippedProduct, type LoadedProduct } from './choice/load.ts';
export { commandOn } from './command.ts';
export { stackSignature, templateSignature } from './choice/recognise.ts';
export { deployedScope, plannedScope, stackScope } from './scope.ts';
