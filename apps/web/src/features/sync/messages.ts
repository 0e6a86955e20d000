// Words of the sync center, the banner and the conflict dialog. Words of the frame that are on every page have
// connection-messages.ts, so that they alone are in the first bundle.
import { formatNumber, plural } from '@rockon/domain';

// Sync center
export const title = 'Sync';
export const neverSynced = 'Not synced yet';
export const lastSynced = 'Last synced';
export const syncNow = 'Sync now';
export const notSaved = 'Not saved';
export const waiting = 'Waiting to save';
export const nothingWaiting = 'Everything on this device is saved.';
export const nothingElseWaiting = 'Nothing else is waiting.';
export const recentlyDeleted = 'Recently deleted on this device';
export const exportTitle = 'Export';
export const exportText = 'Download a file with everything that exists only on this device.';
export const exportTextWithLeftBands =
  "Download a file with everything that exists only on this device, including work from bands you're no longer in.";
export const exportUnsynced = 'Export unsynced changes';
export const onThisDevice = 'On this device';
export const andMore = (count: number) => `and ${formatNumber(count)} more`;
export const restore = 'Restore';
export const retry = 'Retry';
export const edit = 'Edit';
export const discard = 'Discard';
export const choose = 'Choose';
export const fieldIs = (field: string) => `${field}:`;
export const wasBefore = 'was';
export const isNow = 'is now';
export const copyText = 'Copy text';
export const textCopied = 'Copied';
export const fromBandLeft = (band: string | undefined) =>
  band === undefined ? "Not sent, from a band you're no longer in" : `Not sent, from ${band}`;
export const notSent = 'Not sent';

// One waiting change. Must fit beside the record's name.
export const saving = 'Saving…';
export const pending = 'Waiting to save, on this device';
export const added = (noun: string) => `Added ${noun}`;
export const changed = (noun: string) => `Changed ${noun}`;
export const deleted = (noun: string) => `Deleted ${noun}`;
export const restored = (noun: string) => `Restored ${noun}`;
export const changedFields = (names: string) => `Changed ${names}`;
export const changedManyFields = (count: number) => `Changed ${formatNumber(count)} fields`;
export const choiceMade = 'Which version you kept';
export const readState = 'What you have read, for your other devices';
export const unnamed = (noun: string) => `Unnamed ${noun}`;
export const unnamedChoice = 'Your choice between two versions';
export const unknownDeleted = 'A deleted item';

// The last seven days
export const weekTitle = 'Last 7 days';
export const weekUnreadable = "This device's sync log couldn't be read.";
export const loading = 'Loading…';
export const diagnosticsText = 'Something looks wrong? Diagnostics include versions and errors, never your content.';
export const copyDiagnostics = 'Copy diagnostics';
export const copied = 'Copied. Paste it where you ask for help.';
export const diagnosticsFailed = "The diagnostics couldn't be read. Reload, then try again.";
export const copyByHand = "Your browser doesn't allow copying here. Select the text below and copy it.";
export const diagnostics = 'Diagnostics';

// Banner
export const reload = 'Reload';
export const signIn = 'Sign in';
export const signInToSync = (waiting: number) =>
  waiting === 0
    ? 'Sign in to keep syncing. Everything on this device stays.'
    : plural(
        waiting,
        "Sign in to sync 1 change. Until then, it's kept on this device.",
        `Sign in to sync ${formatNumber(waiting)} changes. Until then, they're kept on this device.`,
      );

// Two versions
export const twoVersions = 'Two versions';
export const chooseVersion = 'Two versions: choose';
export const aboutRecord = (record: string, about: string) => `${record}: ${about}`;
export const deletedOrChanged = 'deleted or changed';
export const you = 'You';
export const versionOf = (name: string) => `${name}'s version`;
export const otherVersionOf = (name: string) => `${name}'s other version`;
export const yourVersion = 'Your version';
export const yourOtherVersion = 'Your other version';
export const before = (value: string) => `Before: ${value}`;
export const keepYours = 'Keep yours';
export const keepYoursOtherDevice = 'Keep yours from the other device';
export const keep = (name: string) => `Keep ${name}'s`;
export const keepOtherDevice = (name: string) => `Keep ${name}'s from the other device`;
export const deleteForEveryone = 'Delete it for everyone. It stays in the trash for 30 days.';
export const keepForEveryone = 'Keep it for everyone.';
export const everyoneGetsIt = 'Everyone gets it.';
export const otherInHistory = 'The other version stays in the history.';
export const everyoneGetsKept = 'Everyone gets the version you keep. The other one stays in the history.';
export const moreToChoose = (count: number) =>
  plural(count, '1 more to choose after this.', `${formatNumber(count)} more to choose after this.`);
export const versionKept = 'Version kept';
export const versionsCombined = 'Versions combined';
export const versionsBack = 'Both versions are back to choose from.';
export const useBoth = 'Use both';
export const combined = 'Combined version';
export const combinedHint = 'This is what both versions say. Edit it before you keep it.';
export const keepText = 'Keep this text';

// Updates
export const updateReady = 'A new version of RockOn is ready';
export const updateOnReload = 'Reload to update.';
export const saveFirst = "Save or close what you're editing first, so nothing is lost.";
