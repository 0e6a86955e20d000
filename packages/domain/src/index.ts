export {
  type Band,
  bandRecordSchema,
  type Membership,
  membershipSchema,
  ROLE_LABELS,
  ROLES,
  type Role,
} from './band.ts';
export { type Conflict, conflictSchema, RESOLUTIONS } from './conflict.ts';
export {
  conflictField,
  conflictInWords,
  deletionSide,
  isAboutDeletion,
  type KeptValues,
  valueInWords,
} from './conflict-words.ts';
export { DEMO_BAND_NAME, demoSongs } from './demo-band.ts';
export { formatDuration, formatTotal, MAX_DURATION_SECONDS, parseDuration } from './duration.ts';
export {
  type DeletedRecord,
  type FieldChange,
  type HistoryEntry,
  historyEntries,
  type RecordVersion,
  recordHistorySchema,
  trashSchema,
  valuesToRestore,
} from './history.ts';
export { formatLinks, isWebAddress, type Link, linkLabel, MAX_LINKS, parseLinks } from './links.ts';
export { fieldName, itemName, type NoticedChange, type NoticeText, noticeOf, summaryOf } from './notices.ts';
export { canEdit, canManageMembers, invitableRoles } from './permissions.ts';
export {
  AVATAR_COLORS,
  type Avatar,
  avatarColor,
  bandInitials,
  initials,
  MAX_INSTRUMENTS,
  type Profile,
  type ProfileValues,
  profileSchema,
} from './person.ts';
export { type ReadMark, type ReadMarkValues, readMarkId, readMarkSchema } from './read-mark.ts';
export { bandSchema, isBandWork } from './schema.ts';
export {
  SONG_STATUS_LABELS,
  SONG_STATUSES,
  type Song,
  type SongStatus,
  type SongValues,
  songSchema,
} from './song.ts';
export {
  changedValues,
  draftOfSong,
  EMPTY_SONG_DRAFT,
  parseSongDraft,
  type SongDraft,
  type SongDraftErrors,
} from './song-draft.ts';
export { parseSongLines } from './song-lines.ts';
export { lastChanged, SONG_SORTS, type SongSort, songComparer, songMatcher } from './song-list.ts';
export { type StatusForWords, statusWords } from './status-words.ts';
export type { Synced, SyncedRow } from './synced-row.ts';
export { formatTags, MAX_TAGS, parseTags } from './tags.ts';
export { characters } from './text.ts';
