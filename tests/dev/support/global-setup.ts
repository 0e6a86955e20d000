import type { TestProject } from 'vitest/node';
import { serveDevBuild } from './dev-build.ts';

/** One development build for all: what the e2e helpers open unless told otherwise. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const served = await serveDevBuild();
  project.provide('serverUrl', served.url);
  return () => served.stop();
}
