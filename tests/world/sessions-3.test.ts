import { describeSeeds } from './seeds.ts';

describeSeeds(1251, 625);
