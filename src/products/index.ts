/** What is known of products beyond their templates: read from files, chosen, made into functions. */
export { defaultProductId, recognisedProduct } from './choice/choose.ts';
export { namedProduct, shippedProduct, type LoadedProduct } from './choice/load.ts';
export { stackSignature, templateSignature } from './choice/recognise.ts';
