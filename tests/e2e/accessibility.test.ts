import { expect } from 'vitest';
import { brokenInBothThemes } from './support/axe.ts';
import { aboutEveryScreen } from './support/every-screen.ts';
import { test } from './support/test.ts';

test('every screen and everything that opens on it passes axe in both themes on a desk', async ({ device }) => {
  expect(await aboutEveryScreen(device, {}, brokenInBothThemes)).toEqual({});
});
