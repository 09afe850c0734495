/** Renders a part of the window alone, with what the app tells every part. */
import { render } from '@testing-library/svelte';
import type { Component } from 'svelte';

import { SURROUNDINGS, surroundingsOf } from '$words/surroundings';

export function alone<Props extends Record<string, unknown>>(
  part: Component<Props>,
  props: Props,
  platform = 'linux',
) {
  const context = new Map([[SURROUNDINGS, surroundingsOf(platform, () => '2026-06-04')]]);
  return render(part as Component, { props, context });
}
