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
}

export interface IncidentPage extends Incident {
  timeline: TimelineEntry[];
  score_card?: ScoreCard;
  notifications: Notification[];
  documents: Document[];
  actions: ActionName[];
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
  level?: Level;
}
