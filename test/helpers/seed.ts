import fc from 'fast-check';

/**
 * The same cases in every run, so that a change is judged by what it changed. `PROPERTY_SEED=$RANDOM npm test` looks
 * for new ones; a failing run prints its own seed.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_120) });
