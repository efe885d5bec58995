import { describeSeeds } from './seeds.ts';

describeSeeds(626, 625);
