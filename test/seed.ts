import { configureGlobal } from 'fast-check';

// The same cases on every machine and in every run: `npm test` finds what a change breaks. New cases are for `npm run fuzz`, or for another
// seed given by COUNTERPOINT_SEED.
configureGlobal({ seed: Number(process.env['COUNTERPOINT_SEED'] ?? 20_261_124) });
