/** The blog of a made-up company: what the app shows in a plain browser, and what component tests work with. */
export interface MemoryPost {
  path: string;
  head: string;
  body: string;
  /** What the server has of it; null when nothing. */
  published: string | null;
}

const TAGS = [
  'caching',
  'deploys',
  'firmware',
  'go',
  'incident-review',
  'observability',
  'performance',
  'postgres',
  'queues',
];
const AUTHORS = ['Ines Halloran', 'Jun Okabe', 'Mirela Stan', 'Pia Lindqvist', 'Tobi Ekwueme'];

interface Spec {
  slug: string;
  title: string;
  day: string;
  author: string;
  tags: string[];
  excerpt: string;
  draft?: boolean;
  body?: string;
}

const RETRIES = `On 14 May, for nineteen minutes, 6,212 doors did not open. Nothing had failed that would not have mended itself in ninety seconds. *The rest was us.*

A disk in one depot grew slow. The door service waited, gave up, and asked again; so did [everything above it](fail-fast.md), and everything above that.

## Three polite layers

The app retries three times. The gateway retries three times. The door service, written by the most careful person we have, retries three times. Each is reasonable alone. Together they turn one slow disk into **27 requests per tap**.

| Layer | Tries | Calls per tap |
| --- | ---: | ---: |
| App | 3 | 3 |
| Gateway | 3 | 9 |
| Door service | 3 | 27 |

> A retry is how a system says *I do not believe you*.

## Retry at one height

Only the edge retries now, and it has a budget: a tenth of what worked lately may be spent on second tries. Everything below fails fast and says so.

\`\`\`go
// A tenth of what worked lately may be spent on retries.
func (b *Budget) Allow() bool {
    return b.retries*10 < b.successes
}
\`\`\`

We keep the budget in the process and nowhere else. A shared one would need a service of its own, and that service would need retries.
`;

const ABSENCE = `Half of our lookups ask for parcels that do not exist yet. Remembering “no” for four seconds took two thirds of the load off the database.

## Why a miss costs more than a hit

A hit is found by its key. A miss has to be looked for everywhere before we may say so.

We keep the absence, not only the presence. For four seconds after a miss the answer is “no” at once; then we look again.
`;

const FIRST: Spec[] = [
  {
    slug: 'firmware-over-a-bad-mobile-link',
    title: 'Firmware over a bad mobile link',
    day: '2026-06-09',
    author: 'Tobi Ekwueme',
    tags: ['firmware', 'networks'],
    excerpt:
      'A locker in a stairwell gets forty seconds of signal an hour. This is how we send it nine megabytes.',
  },
  {
    slug: 'our-retries-were-the-outage',
    title: 'Our retries were the outage',
    day: '2026-06-04',
    author: 'Mirela Stan',
    tags: ['reliability', 'queues', 'incident-review'],
    excerpt:
      'On 14 May, for nineteen minutes, 6,212 doors did not open. Nothing had failed that would not have mended itself.',
    draft: true,
    body: RETRIES,
  },
  {
    slug: 'a-cache-that-remembers-absence',
    title: 'A cache that remembers absence',
    day: '2026-06-02',
    author: 'Ines Halloran',
    tags: ['caching', 'go'],
    excerpt:
      'Half of our lookups ask for parcels that do not exist yet. Remembering “no” for four seconds took two thirds of the load.',
    body: ABSENCE,
  },
  {
    slug: 'we-deleted-the-staging-environment',
    title: 'We deleted the staging environment',
    day: '2026-05-27',
    author: 'Pia Lindqvist',
    tags: ['deploys', 'testing'],
    excerpt:
      'It agreed with production on Mondays and on nothing else. Six months later we ship twice as often.',
  },
  {
    slug: 'the-locker-that-opened-at-three',
    title: 'The locker that opened at three',
    day: '2026-05-21',
    author: 'Tobi Ekwueme',
    tags: ['firmware', 'incident-review'],
    excerpt:
      'Every night at 03:00 one door in Gdynia swung open, politely, for nobody. Finding out why took a week.',
  },
  {
    slug: 'eleven-milliseconds-of-postgres',
    title: 'Eleven milliseconds of Postgres',
    day: '2026-05-19',
    author: 'Jun Okabe',
    tags: ['postgres', 'performance'],
    excerpt: 'One index, one wrong estimate and a very patient planner. A walk through a single slow query.',
  },
  {
    slug: 'how-we-name-doors-branches-and-incidents',
    title: 'How we name doors, branches and incidents',
    day: '2026-05-12',
    author: 'Mirela Stan',
    tags: ['writing', 'teams'],
    excerpt:
      'A name is read a hundred times for each time it is written, often at four in the morning. Ours follow three rules.',
  },
  {
    slug: 'a-queue-is-a-promise',
    title: 'A queue is a promise',
    day: '2026-05-06',
    author: 'Mirela Stan',
    tags: ['queues', 'reliability'],
    excerpt: 'The moment that you accept a message, somebody stops worrying about it. What we owe them.',
  },
];

function write(spec: Spec): MemoryPost {
  const head = [
    '---',
    `title: ${/[:"#]/.test(spec.title) ? JSON.stringify(spec.title) : spec.title}`,
    `date: ${spec.day}T09:00:00+02:00`,
    `author: ${spec.author}`,
    `tags: [${spec.tags.join(', ')}]`,
    ...(spec.draft ? ['draft: true'] : []),
    `description: ${JSON.stringify(spec.excerpt)}`,
    `slug: ${spec.slug}`,
    'featured: false',
    'series: doors',
    '---',
    '',
  ].join('\n');
  const body =
    spec.body ??
    `${spec.excerpt}\n\n${'The rest of it was written on a Tuesday, in the depot, beside the doors. '.repeat(12).trim()}\n`;
  const here = spec.slug === 'our-retries-were-the-outage';
  return { path: `posts/${spec.slug}.md`, head, body, published: here ? null : head + body };
}

/** The first posts by name, and as many more as wanted, so that long lists can be tried. */
export function ferrow(count = 148): MemoryPost[] {
  const posts = FIRST.map(write);
  const absence = posts.find((post) => post.path.includes('absence'));
  if (absence) absence.published = absence.head + absence.body.replace('four seconds', 'ten seconds');
  for (let at = posts.length; at < count; at++) {
    const day = new Date(Date.UTC(2026, 3, 28) - (at - FIRST.length) * 6 * 86_400_000)
      .toISOString()
      .slice(0, 10);
    posts.push(
      write({
        slug: `note-${at}`,
        title: `Note ${at} from the depot: ${TAGS[at % TAGS.length]} and what we learned`,
        day,
        author: AUTHORS[at % AUTHORS.length] ?? '',
        tags: [TAGS[at % TAGS.length] ?? '', TAGS[(at * 7) % TAGS.length] ?? ''].filter(
          (tag, i, all) => all.indexOf(tag) === i,
        ),
        excerpt: `What the doors of depot ${at} taught us about ${TAGS[at % TAGS.length]}, in the order in which we learned it.`,
        ...(at % 29 === 0 && { draft: true }),
      }),
    );
  }
  return posts;
}
