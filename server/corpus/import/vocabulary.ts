/**
 * Word lists of the importer, in one place. They name kinds of things that any edited volume has (sections, roles, institutions, places);
 * none names a person, an institution or a title of a particular volume.
 */

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** Roles that an author may hold, as they are written in a byline (compared in lower case). */
export const ROLES = words(`
  adviser advisor affiliate ambassador analyst assistant associate attache candidate chair chairman chairperson chairwoman chief commissioner
  consultant convenor coordinator correspondent counsellor dean deputy diplomat director economist editor envoy executive expert fellow founder
  graduate head historian intern journalist lead lecturer manager member minister officer partner postdoc postdoctoral president principal prof
  professor rapporteur reader representative researcher scholar scientist secretary senior specialist student visiting
`);

/** Nouns that name an institution (compared in lower case). */
export const INSTITUTIONS = words(`
  academy agency akademie alliance association bank bureau center centre centro chamber college commission council delegation department division
  embassy faculty fondation forum foundation fundacion fundación group hochschule initiative institut institute institutes institution
  institutions instituto istituto laboratory ministry network observatory office organisation organization parliament programme program
  school society stiftung studio thinktank universidad universidade universita università universitat universität university université
  university's unit
`);

/** Headings that open matter around the essays, never an essay or a section of one. Matched against the whole heading, lower case. */
export const MATTER_HEADING =
  /^(about (this|the|our|us)\b.*|acknowledge?ments?|afterword|annex.*|appendix.*|bibliography|biograph(y|ies).*|colophon|copyright.*|(list of )?contributors|contributing (authors|organi[sz]ations)|credits|dedication|disclaimer|editorial( note)?|editors?['’]? (note|preface|foreword)|foreword.*|glossary.*|impressum|imprint|index|(list of )?(acronyms|abbreviations|authors|tables|figures|boxes)( and .*)?|note on .*|preface.*|prologue|epilogue|publisher.*|legal notice|(table of )?contents|the (authors?|editors?|project))[:.]?$/;

/** First words of the imprint that closes a volume. */
export const IMPRINT =
  /^(with the (\w+ )?support( of)?\b|(co-?)?funded by\b|supported by\b|published by\b|printed (in|by)\b|designed? (and layout )?by\b|layout( by)?\b|all rights reserved|©|\(c\) \d{4}|copyright\b|isbn\b|issn\b|d\/\d{4}\/|cover (photo|image)\b|photo credits?\b|this (publication|volume|compendium) (was|has|is|may|received|reflects)\b)/;

/** Headings of main sections that essays of such volumes share. Matched against the heading before a colon, lower case, without its number. */
export const MAIN_SECTION =
  /^(abstract|background|conclusions?|concluding (remarks|thoughts|observations|reflections)|context|discussion|executive summary|final (remarks|thoughts|reflections)|findings|introduction|introductory remarks|key (issues|points|takeaways|findings|challenges|messages|questions)|main (challenges|issues|points|arguments|findings)\b.*|challenges and opportunities|opportunities and challenges|looking ahead|methodology|outlook|policy (recommendations|implications|options|actions)|(policy )?recommendations(,? (and|&) conclusions?)?|conclusions?,? (and|&) (policy )?recommendations|setting the scene|state of play|summary|(the )?way forward|(the )?road ahead|next steps|what next)$/;

/** Headings with which an essay starts after its byline. */
export const OPENING_SECTION =
  /^(introduction|introductory remarks|executive summary|abstract|summary|background|context|setting the scene)\b/;

/** Headings over a list of notes. */
export const NOTES_HEADING = /^(notes|endnotes|footnotes|end notes|references|sources|notes and references)[:.]?$/;

/** Lines that introduce a theme's questions. */
export const QUESTIONS_LABEL =
  /^((the|our|some)\s+)?((guiding|key|leading|core|central|discussion|research|main)\s+)?questions?( (for|to|of) .{0,60})?[:.]?$/;

/** Labels that number the parts of a volume. */
export const PART_LABEL =
  /^(theme|part|chapter|section|topic|session|cluster|module|pair)\s+([0-9]{1,3}|[ivxlc]{1,6}|one|two|three|four|five|six|seven|eight|nine|ten)\b[\s.:–—-]*/;

/** Words after which a sentence cannot end: a line that ends in one was cut. */
export const DANGLING = words(`
  a an and are as at be because been between both but by can could for from had has have if in into is its may might more most must nor not of on
  or our over per should such than that the their these this those to under upon was were which while who whose will with within without would
`);

/** Lower-case parts of names. */
export const NAME_PARTICLES = words(`
  af al av bin bint da dal das de degli del della den der di do dos du e el ibn la le les lo of ten ter the thi van vom von y zu zum zur 't
`);

/** Capitalised words that stand in headings, not in names of people. */
export const NOT_A_NAME = words(`
  a an and at between beyond by challenge challenges chapter china chinese conclusion conclusions contents digital economic eu europe european executive for
  foreword from global green introduction in international issues key list loss main new of on opportunities opportunity part policy power preface
  recommendations research risk risks security session strategic summary the theme to towards trade union united with world
`);

/** Places that say that an affiliation is Chinese: the country, its cities and provinces. */
export const CHINESE_PLACES = words(`
  china chinese prc beijing peking shanghai guangzhou shenzhen nanjing wuhan chengdu hangzhou tianjin chongqing xian xiamen suzhou qingdao dalian
  harbin jinan changsha kunming hefei zhengzhou fuzhou ningbo shenyang lanzhou guiyang nanchang macau macao hongkong zhejiang jiangsu guangdong
  sichuan fujian hunan hubei henan hebei shandong shanxi shaanxi yunnan anhui jilin liaoning heilongjiang jiangxi guangxi guizhou gansu hainan

`);

/** Places that say that an affiliation is European: the Union, its members and neighbours, their adjectives and cities. */
export const EUROPEAN_PLACES = words(`
  europe european eu brussels austria austrian vienna belgium belgian antwerp ghent leuven bruges bulgaria bulgarian sofia croatia croatian zagreb
  cyprus cypriot nicosia czech czechia prague brno olomouc denmark danish copenhagen aarhus estonia estonian tallinn tartu finland finnish helsinki
  france french paris lyon strasbourg germany german berlin munich hamburg bonn cologne frankfurt duisburg heidelberg trier greece greek athens hungary
  hungarian budapest ireland irish dublin italy italian rome milan turin bologna venice florence naples latvia latvian riga lithuania lithuanian
  vilnius luxembourg malta maltese netherlands dutch hague amsterdam leiden rotterdam utrecht groningen poland polish warsaw krakow lodz portugal
  portuguese lisbon romania romanian bucharest cluj slovakia slovak bratislava slovenia slovenian ljubljana spain spanish madrid barcelona valencia
  sweden swedish stockholm lund gothenburg norway norwegian oslo switzerland swiss geneva zurich bern iceland kingdom british britain london oxford
  cambridge edinburgh scotland scottish serbia belgrade ukraine kyiv
`);

/** A place word before one of these names a subject of study, not a place to be. */
export const STUDY_NOUNS = words(`
  affairs studies relations research programme program centre center policy politics strategy integration security and world
`);

/** Superscript digits, in order of value. */
export const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Units after which a superscript is a power. */
export const UNITS = words(`m km cm mm dm nm µm μm ft`);
