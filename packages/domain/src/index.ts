export {
  type Band,
  bandRecordSchema,
  type Membership,
  membershipSchema,
  ROLE_LABELS,
  ROLES,
  type Role,
} from './band.ts';
export { type BandFile, bandFile, type ReadBandFile, readBandFile } from './band-file.ts';
export { addDays, type Dated, dayFromToday, dayInWords, daysBetween, isUpcoming, nextUp, todayIn } from './calendar.ts';
export { type Conflict, conflictSchema, RESOLUTIONS } from './conflict.ts';
export { calendarTile, formatDay } from './days.ts';
export { DEMO_BAND_NAME, demoPractice, demoSetlist, demoShows, demoSongs } from './demo-band.ts';
export { formatDuration, formatTotal, MAX_DURATION_SECONDS, parseDuration } from './duration.ts';
export { BAND_TABLES, type BandEntity, type BandTable, ENTITIES, entityOf, isContentTable } from './entities.ts';
export { fieldName, isPlace, isTick, placeName, quotedItem, tickOf, valueInWords } from './field-labels.ts';
export { isClock, isDay, isZone } from './fields/clock.ts';
export {
  changedValues,
  type Draft,
  type DraftErrors,
  draftOf,
  type Entity,
  type EntityValues,
  emptyDraft,
  type ParsedDraft,
  parseDraft,
} from './fields/entity.ts';
export type { Field, FieldKind } from './fields/field.ts';
export type { ItemRule, ItemShape, Items } from './fields/items.ts';
export { moveTo, orderKeys, sortedItems } from './fields/order.ts';
export { fold } from './fold.ts';
export {
  conflictField,
  conflictInWords,
  deletionSide,
  isAboutDeletion,
  type KeptValues,
} from './format-conflict.ts';
export {
  type ActivityEntry,
  type ActivityGroup,
  activitySchema,
  changesOf,
  type DeletedRecord,
  type FieldChange,
  grouped,
  type HistoryEntry,
  historyEntries,
  type RecordVersion,
  recordHistorySchema,
  trashSchema,
  valuesToRestore,
} from './history.ts';
export { type CalendarEntry, calendarFile } from './ics.ts';
export { INVITE_ANSWERS, type OpenInvite, type Preview } from './invite.ts';
export {
  type ItemMove,
  type NewItem,
  pathsToAdd,
  pathsToMove,
  placeAfter,
  placeBefore,
  placeOf,
} from './item-changes.ts';
export { keysOf } from './keys-of.ts';
export { lastChanged } from './last-changed.ts';
export { formatLinks, isWebAddress, type Link, linkLabel, MAX_LINKS, parseLinks } from './links.ts';
export { type MockRecords, mockValues, type Random } from './mock-values.ts';
export { currencyDigits, formatMoney, moneyText, parseMoney } from './money.ts';
export { itemName, type NoticedChange, type NoticeText, noticeOf, summaryOf } from './notices.ts';
export { same, valueAt } from './paths.ts';
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
export { formatNumber, plural } from './plural.ts';
export {
  type AgendaItem,
  type Objective,
  PRACTICE_STATUS_LABELS,
  PRACTICE_STATUSES,
  type Practice,
  type PracticeStatus,
  type PracticeValues,
  practice,
} from './practice.ts';
export { practiceEntry } from './practice-entry.ts';
export { type ReadMark, type ReadMarkValues, readMarkId, readMarkSchema } from './read-mark.ts';
export { recordAside, recordName } from './record-name.ts';
export { bandSchema } from './schema.ts';
export { searchRecords } from './search.ts';
export { type Setlist, type SetlistItem, type SetlistValues, setlist } from './setlist.ts';
export { copyOf, type NewSetItem, nameOfCopy, placeInSection } from './setlist-changes.ts';
export {
  againstTarget,
  clockAfter,
  type SetLine,
  type SetlistView,
  type SetSong,
  type SetSum,
  setlistView,
} from './setlist-lines.ts';
export {
  SHOW_STATUS_LABELS,
  SHOW_STATUSES,
  type Show,
  type ShowContact,
  type ShowStatus,
  type ShowValues,
  show,
} from './show.ts';
export { firstTime, type ShowStop, showEntry, showStops } from './show-times.ts';
export {
  SONG_STATUS_LABELS,
  SONG_STATUSES,
  type Song,
  type SongStatus,
  type SongValues,
  song,
} from './song.ts';
export { type SongLike, type SongTitles, songLike, songTitles } from './song-duplicates.ts';
export { byLastDay, lastDay, playedMatcher, type SongHistory, songHistory } from './song-history.ts';
export { parseSongLines, type SongLine } from './song-lines.ts';
export {
  HISTORY_SORTS,
  type HistorySort,
  PLAYED_FILTERS,
  type PlayedFilter,
  SONG_SORTS,
  type SongSort,
  songComparer,
  songMatcher,
} from './song-list.ts';
export { rejectionInWords, type StatusForWords, statusWords } from './status-labels.ts';
export type { Synced, SyncedRow } from './synced-row.ts';
export type { BandRecord, BandRow, BandRows, BandTables, ItemIn, MapColumn } from './tables.ts';
export { formatTags, MAX_TAGS, parseTags } from './tags.ts';
export { characters } from './text.ts';
export { type ClockHere, clockHere, clockIn, dayOfClock, instantOf, knowsZone } from './time-zones.ts';
export {
  type ImportAction,
  type ImportRow,
  matchKey,
  type OnExisting,
  planImport,
  withIds,
} from './transfer-records.ts';
export { columnLabel, guessMapping, type Mapping, recordsOfTable, tableOf } from './transfer-table.ts';
export { type UnsentOfBand, unsentFile } from './transfer-unsent.ts';
export { combined, fitsNewRecord, newRecordOf, type Unsent, unsentLines, unsentName, unsentText } from './unsent.ts';
