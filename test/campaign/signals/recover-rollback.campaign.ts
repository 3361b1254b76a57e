import { signalsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('recover a rollback', signalsOf);
