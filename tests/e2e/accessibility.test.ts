import { expect } from 'vitest';
import { violationsInBothThemes } from './support/axe.ts';
import { checkEveryScreen } from './support/every-screen.ts';
import { test } from './support/test.ts';

test('every screen, dialog and menu passes axe in both themes on a desktop', async ({ device }) => {
  expect(await checkEveryScreen(device, {}, violationsInBothThemes)).toEqual({});
});
