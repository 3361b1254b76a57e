/** Made by the build from templates/products: what each file recognises, and how to load one. */
declare module 'shipped-products' {
  export const index: readonly import('./recognise.ts').ProductSummary[];
  export const load: Readonly<
    Record<string, () => Promise<{ readonly default: import('../file/product-file.ts').ProductFile }>>
  >;
}
