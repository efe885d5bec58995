import { drawStory } from './draw-story.ts';
import type { Outcome } from './outcome.ts';
import { play } from './play.ts';
import { drawProviderStory } from './providers/draw-provider-story.ts';
import { playProviderStory } from './providers/play-provider-story.ts';
import { firstWithProviders, type ProviderStory } from './providers/provider-story.ts';
import { shrink, shrinkProviderStory } from './shrink.ts';
import type { Story } from './story.ts';

/** The kinds of session that there are, told apart by their number. */
export type AnyStory = Story | ProviderStory;

export function playSeed(seed: number): Promise<Outcome<AnyStory>> {
  return playAny(seed < firstWithProviders ? drawStory(seed) : drawProviderStory(seed));
}

export function playAny(story: AnyStory): Promise<Outcome<AnyStory>> {
  return isOfProviders(story) ? playProviderStory(story) : play(story);
}

export function shrinkAny(story: AnyStory, invariant: string): Promise<AnyStory> {
  return isOfProviders(story) ? shrinkProviderStory(story, invariant) : shrink(story, invariant);
}

function isOfProviders(story: AnyStory): story is ProviderStory {
  return story.seed >= firstWithProviders;
}
