import { stemOf } from './terms';

/**
 * Word lists by which the engine reads a stance. Written for this project after the categories of the General Inquirer (Stone et al. 1966)
 * and of work on stance towards a target (Mohammad et al. 2016, SemEval task 6); only words that keep their sign in policy prose.
 */
export const negators: ReadonlySet<string> = new Set(
  (
    "not no never neither nor none cannot without hardly scarcely barely isn't aren't wasn't weren't doesn't don't didn't won't wouldn't " +
    "shouldn't can't couldn't 不 没 没有 并非 无"
  ).split(' '),
);

export const contrastCues: ReadonlySet<string> = new Set(
  'however yet but nevertheless nonetheless whereas although though despite instead rather conversely contrary unlike 但是 然而 相反'.split(
    ' ',
  ),
);

const stems = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).map(stemOf));

export const positiveStems = stems(
  'benefit beneficial opportunity progress constructive success successful welcome legitimate fair stable stability improve improvement ' +
    'strengthen effective essential indispensable necessary valuable responsible pragmatic promising reliable trust trustworthy credible ' +
    'support promote enhance advance achieve contribute contribution complementary harmony harmonious prosperity resilience sound positive',
);

export const negativeStems = stems(
  'threat threaten risk danger dangerous coercion coercive coerce distort distortion unfair harm harmful undermine protectionism protectionist ' +
    'discriminate discrimination discriminatory weaponise weaponize illegitimate failure fail obstacle barrier hinder impede erode erosion ' +
    'damage costly burden flawed unacceptable misguided destabilise destabilize aggression hostile hegemony excessive overcapacity dumping ' +
    'fragmentation conflict confrontation mistrust distrust opaque negative illusion pretext disguise',
);

/** Words that head no topic, however rare they are: who, when, how, and what anybody does. Written for this project. */
export const wordsOfNoTopic = stems(
  'nobody everybody anybody somebody whoever whatever together once again soon later still single name named call say said tell told mean look find ' +
    'found make made need ask asked keep kept give given take taken come came go gone begin start leave leaves settle behind belong stand fall rise raise ' +
    'long large rich little last next day week month cent side part thing way matter kind sort number lot',
);
