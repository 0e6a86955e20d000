import { parseDuration } from './duration.ts';
import { orderKeys } from './fields/order.ts';
import type { PracticeValues } from './practice.ts';
import type { SetlistItem, SetlistValues } from './setlist.ts';
import type { ShowValues } from './show.ts';
import type { SongStatus, SongValues } from './song.ts';

export const DEMO_BAND_NAME = 'The Night Lorries';

/** title | artist | album | key | bpm | duration | tuning | difficulty | status | tags | notes; "-" is unknown */
const SONGS = `
Seven Nation Army | The White Stripes | Elephant | Em | 124 | 3:52 | Open A | 2 | ready | opener, rock | Riff through the octave pedal. Drums stay out until bar 9.
Mr. Brightside | The Killers | Hot Fuss | Db | 148 | 3:43 | Standard | 3 | ready | 2000s, closer | No gap before the second chorus.
Jolene | Dolly Parton | Jolene | C#m | 110 | 2:42 | Capo 4 | 2 | ready | country, harmony | Three-part harmony on the last chorus.
Dreams | Fleetwood Mac | Rumours | F | 120 | 4:17 | Standard | 2 | ready | 70s, slow build | -
Take Me Out | Franz Ferdinand | Franz Ferdinand | Em | 104 | 3:57 | Drop D | 4 | ready | dance, 2000s | Tempo drops after the intro: count it in together.
Creep | Radiohead | Pablo Honey | G | 92 | 3:58 | Standard | 2 | ready | ballad, 90s | Hit the muted notes before the chorus harder than you think.
Valerie | Amy Winehouse | Version | Eb | 212 | 3:39 | Standard | 3 | learning | soul, party | -
Wonderwall | Oasis | (What's the Story) Morning Glory? | F#m | 87 | 4:18 | Capo 2 | 1 | ready | acoustic, encore | Everybody sings. Let them.
Psycho Killer | Talking Heads | Talking Heads: 77 | A | 123 | 4:19 | Standard | 3 | ready | 70s, bass | Bass starts alone.
Superstition | Stevie Wonder | Talking Book | Ebm | 100 | 4:26 | Half step down | 5 | learning | funk, clav | Horn line on the synth until we find a sax player.
Use Somebody | Kings of Leon | Only by the Night | C | 137 | 3:51 | Standard | 2 | ready | 2000s, anthem | -
Don't Stop Believin' | Journey | Escape | E | 119 | 4:09 | Standard | 4 | ready | 80s, closer, party | Chorus comes once, at the very end.
Billie Jean | Michael Jackson | Thriller | F#m | 117 | 4:54 | Standard | 4 | learning | 80s, dance | Bass and hi-hat lock. No fills before the second verse.
Zombie | The Cranberries | No Need to Argue | Em | 84 | 5:06 | Standard | 2 | ready | 90s, loud | -
Rolling in the Deep | Adele | 21 | Cm | 105 | 3:48 | Standard | 3 | ready | soul, 2010s | Stomp on one and three.
Come Together | The Beatles | Abbey Road | Dm | 82 | 4:19 | Standard | 3 | ready | 60s, groove | -
Hotel California | Eagles | Hotel California | Bm | 74 | 6:30 | Capo 7 | 5 | idea | 70s, long | Only if we get both solos right.
Crazy Little Thing Called Love | Queen | The Game | D | 154 | 2:43 | Standard | 2 | ready | rockabilly, party | -
Losing My Religion | R.E.M. | Out of Time | Am | 125 | 4:28 | Standard | 3 | ready | 90s, mandolin | Tom on mandolin: allow time for the swap.
Folsom Prison Blues | Johnny Cash | With His Hot and Blue Guitar | E | 104 | 2:49 | Standard | 1 | ready | country, 50s | Boom-chicka all the way.
Hallelujah | Jeff Buckley | Grace | C | 56 | 6:53 | Capo 5 | 3 | learning | ballad, solo | Mia alone, second verse on her nod.
I Will Survive | Gloria Gaynor | Love Tracks | Am | 117 | 3:18 | Standard | 3 | ready | disco, party | -
Smells Like Teen Spirit | Nirvana | Nevermind | Fm | 117 | 5:01 | Half step down | 2 | ready | 90s, loud | Keep the quiet parts really quiet.
Africa | Toto | Toto IV | B | 93 | 4:55 | Standard | 4 | learning | 80s, harmony | Kalimba part is on patch 12.
Proud Mary | Creedence Clearwater Revival | Bayou Country | D | 121 | 3:08 | Standard | 2 | ready | 60s, party | Slow first half, then the Tina half.
Black Velvet | Alannah Myles | Alannah Myles | Em | 91 | 4:48 | Standard | 3 | ready | blues, 80s | -
Every Breath You Take | The Police | Synchronicity | Ab | 117 | 4:13 | Standard | 4 | idea | 80s, stretch | That stretch needs a warm-up.
Ain't No Sunshine | Bill Withers | Just as I Am | Am | 78 | 2:05 | Standard | 1 | ready | soul, slow | He says it 26 times.
Whole Lotta Love | Led Zeppelin | Led Zeppelin II | E | 90 | 5:34 | Standard | 4 | idea | 70s, loud | Middle part: four bars, not four minutes.
Sweet Child o' Mine | Guns N' Roses | Appetite for Destruction | Db | 125 | 5:56 | Half step down | 5 | learning | 80s, solo | -
Feeling Good | Nina Simone | I Put a Spell on You | Gm | 80 | 2:53 | Standard | 3 | ready | jazz, slow build | -
Go Your Own Way | Fleetwood Mac | Rumours | F | 135 | 3:38 | Standard | 3 | ready | 70s, closer | -
Blitzkrieg Bop | Ramones | Ramones | A | 176 | 2:12 | Standard | 1 | ready | punk, opener | All downstrokes.
Teenage Kicks | The Undertones | The Undertones | D | 136 | 2:28 | Standard | 1 | ready | punk, 70s | -
Under the Bridge | Red Hot Chili Peppers | Blood Sugar Sex Magik | E | 84 | 4:24 | Standard | 4 | learning | 90s, ballad | -
Shallow | Lady Gaga & Bradley Cooper | A Star Is Born | G | 96 | 3:36 | Standard | 2 | idea | duet, 2010s | Who sings Bradley?
Hit the Road Jack | Ray Charles | - | G#m | 172 | 1:58 | Standard | 1 | ready | 60s, blues | -
Personal Jesus | Depeche Mode | Violator | F#m | 130 | 4:56 | Drop D | 2 | learning | 90s, stomp | -
Fix You | Coldplay | X&Y | Eb | 138 | 4:55 | Standard | 3 | idea | 2000s, slow build | -
Basket Case | Green Day | Dookie | Eb | 170 | 3:03 | Half step down | 2 | retired | 90s, punk | Played it two hundred times. Enough.
Twist and Shout | The Beatles | Please Please Me | D | 124 | 2:35 | Standard | 1 | ready | 60s, encore | Last song, always.
Long Train Runnin' | The Doobie Brothers | The Captain and Me | Gm | 116 | 3:26 | Standard | 3 | - | 70s, funk | Found in the old folder, needs a key check.
`;

const known = (cell: string | undefined) => (cell === undefined || cell === '' || cell === '-' ? null : cell);
const number = (cell: string | undefined) => (known(cell) === null ? null : Number(cell));

/** The songs of a realistic cover band, to explore the app before typing anything. */
export function demoSongs(): SongValues[] {
  return SONGS.trim()
    .split('\n')
    .map((line) => {
      const [title = '', artist, album, key, bpm, duration, tuning, difficulty, status, tags, notes] = line
        .split(' | ')
        .map((cell) => cell.trim());
      return {
        title,
        artist: known(artist),
        album: known(album),
        key: known(key),
        bpm: number(bpm),
        durationSeconds: duration === undefined ? null : parseDuration(duration),
        tuning: known(tuning),
        difficulty: number(difficulty),
        status: known(status) as SongStatus | null,
        tags: (tags ?? '').split(', ').filter(Boolean),
        links: [],
        notes: known(notes),
      };
    });
}

interface DemoSong {
  readonly id: string;
  readonly title: string;
  readonly status: string | null;
}

const orderOf = orderKeys(64);
const listed = (entries: readonly Omit<SetlistItem, 'order'>[]): Record<string, SetlistItem> =>
  Object.fromEntries(entries.map((item, place) => [`i${place + 1}`, { ...item, order: orderOf[place] ?? 'zz' }]));

/** Two sets of the songs that are ready, with a break between them. */
export function demoSetlist(songs: readonly DemoSong[]): SetlistValues {
  const ready = songs.filter(({ status }) => status === 'ready');
  const song = ({ id, title }: DemoSong) => ({ kind: 'song', song: id, title }) as const;
  const encore = ready.at(-1);
  return {
    name: 'Two sets and an encore',
    targetSeconds: 5_400,
    startsAt: '20:30',
    notes: 'House clock is five minutes fast.',
    forkedFrom: null,
    items: listed([
      { kind: 'section', title: 'Set 1' },
      ...ready.slice(0, 10).map(song),
      { kind: 'break', title: 'Break', seconds: 900 },
      { kind: 'section', title: 'Set 2' },
      ...ready.slice(10, 20).map(song),
      { kind: 'note', title: 'Thank the bar staff before the last song' },
      ...(encore === undefined ? [] : [song(encore)]),
    ]),
  };
}

/** A show in three weeks with the set above, and a past one. `dayAfter` returns the day that many days from today. */
export function demoShows(
  setlistId: string | null,
  timeZone: string | null,
  dayAfter: (days: number) => string,
): ShowValues[] {
  const nothing = { timeZone, loadIn: null, soundcheck: null, endsAt: null, address: null, notes: null, contacts: {} };
  return [
    {
      ...nothing,
      name: 'A night at the Old Depot',
      status: 'confirmed',
      date: dayAfter(20),
      loadIn: '17:30',
      soundcheck: '18:30',
      doors: '19:30',
      setTime: '20:30',
      endsAt: '23:00',
      venue: 'The Old Depot',
      address: '12 Canal Street',
      payMinor: 60_000,
      currency: 'USD',
      setlistId,
      notes: 'Bring the small mixer: theirs has four channels.',
      contacts: { c1: { name: 'Robin Vale', role: 'Sound', phone: '+1 212 555 0123', order: orderOf[0] ?? 'a0' } },
    },
    {
      ...nothing,
      name: 'Street party',
      status: 'played',
      date: dayAfter(-34),
      doors: null,
      setTime: '16:00',
      venue: 'Mill Lane',
      payMinor: null,
      currency: null,
      setlistId,
    },
  ];
}

/** The next rehearsal, with the songs in progress on its agenda. */
export function demoPractice(songs: readonly DemoSong[], timeZone: string | null, date: string): PracticeValues {
  const learning = songs.filter(({ status }) => status === 'learning').slice(0, 4);
  return {
    name: 'Practice before the Old Depot show',
    status: 'planned',
    date,
    timeZone,
    startsAt: '19:00',
    endsAt: '22:00',
    place: 'Room 4, the old bakery',
    setlistId: null,
    notes: null,
    wrapUp: null,
    rating: null,
    agenda: Object.fromEntries(
      learning.map(({ id, title }, place) => [
        `a${place + 1}`,
        { kind: 'song' as const, song: id, title, order: orderOf[place] ?? 'zz' },
      ]),
    ),
    objectives: Object.fromEntries(
      ['Tight endings', 'Harmonies in the second chorus', 'Run set 1 without stopping'].map((text, place) => [
        `o${place + 1}`,
        { text, order: orderOf[place] ?? 'zz' },
      ]),
    ),
  };
}
