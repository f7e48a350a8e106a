// What the API answers, as daemon/wire.h and daemon/serve write it. Absent means unknown.

export type Level = 0 | 1 | 2 | 3 | 4;
export type Locality = "local" | "concerned" | "elsewhere" | "unknown";
export type IncidentState =
  | "detected" | "notified" | "acknowledged" | "assessed" | "handling" | "statement" | "watching"
  | "closed" | "reviewed" | "merged" | "handed_over";
export type ActionName =
  | "acknowledge" | "assess" | "handle" | "statement" | "watch" | "close" | "review" | "reopen"
  | "escalate" | "note" | "hand_over";
export type DeliveryState =
  | "pending" | "in_flight" | "unknown" | "delivered" | "accepted" | "dead" | "superseded" | "merged";
export type Health =
  | "ok" | "failing" | "not_a_feed" | "login_wall" | "empty" | "silent" | "certificate" | "blocked" | "too_large"
  | "robots" | "drifted" | "unread";

export interface Session {
  person: string;
  name?: string;
  permissions?: string[];
}

export interface Status {
  now?: string;
  office?: string;
  city?: string;
  desk_phone?: string;
  zone?: string;
  language?: string;
  ready?: boolean;
  reasons?: string[];  // why it is not ready
  levels?: { level: Level; name?: string; colour?: string }[];
  incidents?: { open: number; unsigned: number; overdue: number };
  dead_letters?: number;
  shift_to_accept?: { since: string; by: string; by_name: string; from: string[] };
  sources?: { total: number } & Partial<Record<Health, number>>;
  reload_error?: string;  // absent when the last reload was good
}

export interface Acknowledgement {
  person: string;
  name?: string;
  entered_by?: string;
  entered_by_name?: string;
  at: string;
  expires_at?: string;
}

// Who ended something and what they said of it.
export interface Ending {
  at: string;
  person: string;
  name?: string;
  entered_by_name?: string;
  note?: string;
}

export interface IncidentClock {
  number: number;
  rule?: string;
  name: string;
  basis?: string;
  started_at: string;
  due: string;
  owner?: string;
  ended?: Ending;
}

export type TaskState = "assigned" | "working" | "answered" | "returned" | "done" | "handed_over";
export type TaskDeed = "accept" | "answer" | "return" | "finish" | "extend" | "hand_over";

export interface Task {
  number: number;
  state: TaskState;
  unit: string;
  unit_name?: string;
  owner: string;
  owner_name?: string;
  liaison_name?: string;
  what: string;
  assigned_by_name?: string;
  started_at: string;
  due: string;
  answer?: string;
  answered_at?: string;
  handed_over?: { body: string; contact: string; receipt: string };
  ended?: Ending;
  deeds?: TaskDeed[];
}

export type ReportKind = "first" | "follow_up" | "final";
export type ReportDeed = "phone" | "draft" | "sign" | "send";

export interface UpwardReport {
  number: number;
  kind: ReportKind;
  title: string;  // 首报, 续报一, 终报
  offices: string[];
  phone_due?: string;
  phoned?: Ending;
  written_due?: string;
  text?: string;
  drafted_by_name?: string;
  signed_by_name?: string;
  signed_at?: string;
  sent?: Ending;
  deeds?: ReportDeed[];
}

export type StatementKind = "first" | "progress" | "result";
export type StatementState = "draft" | "reviewed" | "approved" | "published";
export type StatementDeed = "draft" | "review" | "return" | "approve" | "publish";

export interface Statement {
  number: number;
  kind: StatementKind;
  title: string;  // 首次通报, 进展通报一, 结果通报
  state: StatementState;
  text?: string;
  hash?: string;  // SHA-256 of the text, once it was reviewed
  drafted?: Ending;
  reviewed?: Ending;
  returned?: Ending;
  approvals?: (Ending & { role: string })[];
  waits_for?: string[];  // who must approve still, in order
  published?: Ending;
  place?: string;
  link?: string;
  quoted?: number;
  deeds?: StatementDeed[];
}

export interface Incident {
  incident: string;
  number: string;
  title: string;
  category?: string;
  departments?: string[];
  county_unit?: string;
  responsible?: string;
  opened_at: string;
  first_seen?: string;
  first_source?: string;
  state: IncidentState;
  level: Level;
  machine_level?: Level;
  peak_level?: Level;
  confirmed_level?: Level;
  confirmed_by?: string;
  confirmed_by_name?: string;
  locality: Locality;
  must_report?: boolean;
  why?: string;
  unproved?: string;
  acknowledgement?: Acknowledgement;
  acknowledge_by?: string;
  next_step_at?: string;
  watch_until?: string;
  closed_at?: string;
  close_reason?: string;
  merged_into?: string;
  nature?: string;
  nature_name?: string;
  lessons?: string;
  clocks?: IncidentClock[];
  tasks?: Task[];
  reports?: UpwardReport[];
  statements?: Statement[];
  task_force?: {
    leader: string;
    leader_name?: string;
    on_site?: string;
    on_site_name?: string;
    members: string[];
    member_names?: string[];
    set: Ending;
  };
  answer_line?: { text: string; set: Ending };
}

// A past incident that is like another one.
export interface SimilarCase extends Incident {
  points: number;
  because: string;
}

export interface TimelineEntry {
  sequence: number;
  at: string;
  kind: string;
  actor: string;
  actor_name?: string;
  text: string;
}

export interface ScoreCard {
  risk: number;
  heat?: number;
  severity?: number;
  burst?: { rule: string; minutes: number; observed: number; expected: number; score: number; rising: boolean; learning: boolean };
  parts?: { name: string; says: string; points: number }[];
  heat_parts?: { name: string; points: number }[];
  severity_parts?: { name: string; says: string; points: number }[];
  severity_percent?: number;
  floors?: { name: string; says: string; level: Level }[];
  cap?: string;
  held?: string;
  level: Level;
  by_risk?: Level;
  to_next?: number;
  facts?: { kind: string; count: number; sentence: string }[];
  independent_sources?: number;
  last_hour?: number;
}

export interface Notification {
  id: string;
  channel: string;
  channel_name?: string;
  receivers?: { person?: string; name?: string; address?: string }[];
  message?: { kind?: string };
  created_at: string;
  sent_at?: string;
  finished_at?: string;
  state: DeliveryState;
  attempts?: number;
  reason?: string;
}

export interface Observation {
  rank?: number;
  heat?: number;
  views?: number;
  likes?: number;
  reposts?: number;
  comments?: number;
}

export type Verdict = "relevant" | "off_topic";
export type RelevancePlace = "shown" | "sample" | "tray" | "sent_back";

export interface Relevance {
  place: RelevancePlace;
  findings: { rule: string; rule_name: string; chance: number; because: { text: string; adds: number }[] }[];
  matches?: { rule: string }[];  // that wait while it is in the tray
  verdict?: Verdict;
  person_name?: string;
  at?: string;
}

export type FilterMode = "learning" | "suggests" | "acts" | "stepped_back";

export interface RuleFilter {
  rule: string;
  rule_name: string;
  mode: FilterMode;
  relevant: number;
  off_topic: number;
  judged: number;
  called_off: number;
  wrong: number;
  fresh_wanted?: number;
  step_back_reason?: string;
}

export interface Document {
  id: string;
  source: string;
  source_name?: string;
  kind?: string;
  url?: string;
  title?: string;
  excerpt?: string;
  tier?: string;
  published_at?: string;
  fetched_at: string;
  copy_of?: string;
  old_news?: boolean;
  observation?: Observation;
  matches?: { rule: string }[];
  relevance?: Relevance;
}

// What one person was told in the last day.
export interface LoadRow {
  person: string;
  name?: string;
  alarms: number;
  rings: number;
  rings_at_night: number;
  peak: number;  // most alarms within ten minutes
  peak_at?: string;
  floods: number;
  acknowledged: number;
  flooded: boolean;
}

export interface LoadPage {
  from: string;
  to: string;
  flood_above: number;
  items: LoadRow[];
}

export interface Silence {
  silence: number;
  active: boolean;
  over: boolean;
  scope: { shown: string; incident?: string; number?: string; gravest: 3 | 4 };
  reason: string;
  author: { person: string; name?: string };
  made_at: string;
  from: string;
  to: string;
  held: number;
  holding: string[];  // incidents whose chain stands still
  ended_at?: string;
  ended_by?: { person: string; name?: string };
}

export interface IncidentPage extends Incident {
  silences?: Silence[];  // that hold back what comes of it now
  timeline: TimelineEntry[];
  score_card?: ScoreCard;
  notifications: Notification[];
  documents: Document[];
  actions: ActionName[];
  natures?: { id: string; name: string }[];  // 研判性质 of the plan
  units?: { id: string; name: string }[];  // that tasks can be given to
  clock_rules?: { id: string; name: string }[];  // of the plan, to be started by a person
}

export interface SourceRow {
  id: string;
  name?: string;
  tier?: string;
  kind?: string;
  health: Health;
  health_since?: string;
  health_reason?: string;
  last_fetch_at?: string;
  last_success_at?: string;
  last_new_at?: string;
  documents?: number;
  moved_to?: string;
  robots_waiver?: string;
  articles?: { read: number; failed: number; no_room: number; last_failure?: string; last_failure_at?: string };
}

export interface Page<T> {
  items: T[];
  next?: string | null;
}

export interface ActionRequest {
  action: ActionName;
  person?: string;
  note?: string;
  reason?: string;
  unfinished?: string;
  nature?: string;
  level?: Level;
}
