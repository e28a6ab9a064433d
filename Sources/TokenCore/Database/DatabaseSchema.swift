// DatabaseSchema.swift: the tables of `tokens.sqlite` (docs/database.md). Everything in them comes from the log.

/// The schema, and how a database of another is told.
enum DatabaseSchema {
  static let fileName = "tokens.sqlite"
  /// `PRAGMA application_id`: `TKDB`.
  static let applicationID: Int64 = 0x544B_4442
  /// `PRAGMA user_version`.
  static let version: Int64 = 1

  /// What every connection that writes says first. What is deleted or overwritten is zeroed.
  static let settings = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA secure_delete = ON;
    PRAGMA cache_size = -16000;
    """

  static let tables = """
    PRAGMA application_id = \(applicationID);
    PRAGMA user_version = \(version);
    CREATE TABLE saved (
      one INTEGER PRIMARY KEY CHECK (one = 1), ledger BLOB NOT NULL, records INTEGER NOT NULL, batch INTEGER NOT NULL,
      segment INTEGER NOT NULL, offset INTEGER NOT NULL, time INTEGER NOT NULL, root BLOB NOT NULL);
    CREATE TABLE segments (number INTEGER PRIMARY KEY, header BLOB NOT NULL);
    CREATE TABLE batches (
      number INTEGER PRIMARY KEY, segment INTEGER NOT NULL, offset INTEGER NOT NULL, first INTEGER NOT NULL,
      records INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE INDEX batches_by_first ON batches (first);
    CREATE TABLE tokens (
      requisition INTEGER PRIMARY KEY, realm INTEGER NOT NULL, public_id BLOB NOT NULL, accepted_at INTEGER NOT NULL,
      client_time INTEGER, uses_limit INTEGER, until INTEGER, duration INTEGER, content_bytes INTEGER NOT NULL,
      content_sha256 BLOB, push_back TEXT, height INTEGER UNIQUE, sealed_at INTEGER, ends_at INTEGER,
      uses INTEGER NOT NULL DEFAULT 0, failed TEXT, revoked_at INTEGER, revoke_reason TEXT,
      erased INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE users (user INTEGER PRIMARY KEY, realm INTEGER NOT NULL, name TEXT, named_at INTEGER NOT NULL);
    CREATE TABLE codes (
      code INTEGER PRIMARY KEY, user INTEGER NOT NULL, created_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
      uses_allowed INTEGER NOT NULL, refusals_allowed INTEGER NOT NULL, times_used INTEGER NOT NULL DEFAULT 0,
      refusals INTEGER NOT NULL DEFAULT 0, died INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE events (
      sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL, realm INTEGER NOT NULL,
      caller INTEGER NOT NULL, requisition INTEGER, user INTEGER, code INTEGER, result TEXT NOT NULL,
      count INTEGER NOT NULL DEFAULT 1, uses_left INTEGER, times_used INTEGER);
    CREATE INDEX events_by_requisition ON events (requisition, sequence) WHERE requisition IS NOT NULL;
    CREATE INDEX events_by_user ON events (user, sequence) WHERE user IS NOT NULL;
    CREATE INDEX events_by_time ON events (time);
    CREATE INDEX codes_by_user ON codes (user, code);
    CREATE TABLE sealed_codes (
      code INTEGER PRIMARY KEY, user INTEGER NOT NULL, ends_at INTEGER NOT NULL, batch INTEGER NOT NULL,
      offset INTEGER NOT NULL, length INTEGER NOT NULL);
    CREATE INDEX sealed_codes_by_user ON sealed_codes (user);
    CREATE VIEW uses AS SELECT * FROM events WHERE kind IN ('used', 'code used');
    CREATE VIEW refusals AS SELECT * FROM events WHERE kind IN ('refused', 'code refused');
    """
}
