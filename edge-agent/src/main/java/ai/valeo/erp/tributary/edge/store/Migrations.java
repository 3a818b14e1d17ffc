package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.store.StoreException.Code;
import java.util.List;

/**
 * The tables, as steps from one {@code user_version} to the next. A step that was released is never
 * edited; a change is a further step.
 */
final class Migrations {

  /** Marks the file as an edge node's: "Trib". */
  private static final int APPLICATION_ID = 0x54726962;

  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE node (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                node_id TEXT NOT NULL,
                hlc_ms INTEGER NOT NULL,
                hlc_counter INTEGER NOT NULL,
                sequence INTEGER NOT NULL
              ) STRICT
              """,
              // body: NULL = deleted
              """
              CREATE TABLE entity (
                entity TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                hlc_ms INTEGER NOT NULL,
                hlc_counter INTEGER NOT NULL,
                updated_by TEXT NOT NULL,
                body TEXT
              ) STRICT, WITHOUT ROWID
              """,
              // newer than entity, waits for outcomes
              """
              CREATE TABLE held (
                entity TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                hlc_ms INTEGER NOT NULL,
                hlc_counter INTEGER NOT NULL,
                updated_by TEXT NOT NULL,
                body TEXT
              ) STRICT, WITHOUT ROWID
              """,
              // lift: greatest priority of this mutation and the entity's later ones
              // phase: 0 pending, 1 open, 2 in base, 3 answered
              """
              CREATE TABLE outbox (
                place INTEGER PRIMARY KEY,
                mutation_id TEXT NOT NULL,
                entity TEXT NOT NULL,
                operation TEXT NOT NULL,
                changes TEXT NOT NULL,
                priority INTEGER NOT NULL,
                actor TEXT NOT NULL,
                reason TEXT,
                idempotency_key TEXT,
                correlation_id TEXT,
                traceparent TEXT,
                base_version INTEGER NOT NULL,
                hlc_ms INTEGER NOT NULL,
                hlc_counter INTEGER NOT NULL,
                captured_ms INTEGER NOT NULL,
                lift INTEGER NOT NULL,
                phase INTEGER NOT NULL DEFAULT 0,
                sequence INTEGER NOT NULL DEFAULT 0,
                answered_version INTEGER NOT NULL DEFAULT 0
              ) STRICT
              """,
              "CREATE INDEX outbox_order ON outbox (lift DESC, place) WHERE sequence = 0",
              "CREATE INDEX outbox_waiting ON outbox (entity, lift) WHERE sequence = 0",
              "CREATE INDEX outbox_flight ON outbox (entity, sequence) WHERE sequence > 0",
              "CREATE UNIQUE INDEX outbox_sequence ON outbox (sequence) WHERE sequence > 0",
              """
              CREATE TABLE attention (
                mutation_id TEXT PRIMARY KEY,
                entity TEXT NOT NULL,
                operation TEXT NOT NULL,
                changes TEXT NOT NULL,
                priority INTEGER NOT NULL,
                actor TEXT NOT NULL,
                reason TEXT,
                idempotency_key TEXT,
                correlation_id TEXT,
                traceparent TEXT,
                base_version INTEGER NOT NULL,
                hlc_ms INTEGER NOT NULL,
                hlc_counter INTEGER NOT NULL,
                captured_ms INTEGER NOT NULL,
                sequence INTEGER NOT NULL,
                state TEXT NOT NULL,
                code TEXT,
                message TEXT,
                version INTEGER NOT NULL,
                answered_ms INTEGER NOT NULL,
                acknowledged INTEGER NOT NULL DEFAULT 0
              ) STRICT
              """,
              "CREATE INDEX attention_entity ON attention (entity)",
              """
              CREATE TABLE idempotency (
                idempotency_key TEXT PRIMARY KEY,
                mutation_id TEXT NOT NULL,
                entity TEXT NOT NULL,
                hlc_ms INTEGER NOT NULL,
                hlc_counter INTEGER NOT NULL,
                captured_ms INTEGER NOT NULL
              ) STRICT, WITHOUT ROWID
              """,
              "CREATE INDEX idempotency_age ON idempotency (captured_ms)",
              """
              CREATE TABLE position (
                topic TEXT NOT NULL,
                partition INTEGER NOT NULL,
                next_offset INTEGER NOT NULL,
                PRIMARY KEY (topic, partition)
              ) STRICT, WITHOUT ROWID
              """),
          // the scope that the records before the positions were read with
          List.of(
              """
              CREATE TABLE scope (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                text TEXT NOT NULL
              ) STRICT
              """),
          // how sending has gone, what is over, and the time by which things grow old
          List.of(
              "ALTER TABLE outbox ADD COLUMN retries INTEGER NOT NULL DEFAULT 0",
              "ALTER TABLE outbox ADD COLUMN last_error TEXT",
              "ALTER TABLE outbox ADD COLUMN retry_of TEXT",
              "ALTER TABLE attention ADD COLUMN retry_of TEXT",
              """
              CREATE TABLE settled (
                place INTEGER PRIMARY KEY,
                mutation_id TEXT NOT NULL,
                entity TEXT NOT NULL,
                operation TEXT NOT NULL,
                state TEXT NOT NULL,
                code TEXT,
                version INTEGER NOT NULL,
                sequence INTEGER NOT NULL,
                retry_of TEXT,
                captured_ms INTEGER NOT NULL,
                settled_ms INTEGER NOT NULL
              ) STRICT
              """,
              "CREATE INDEX settled_mutation ON settled (mutation_id)",
              """
              CREATE TABLE age (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                steady_ms INTEGER NOT NULL,
                wall_ms INTEGER NOT NULL
              ) STRICT
              """,
              "INSERT INTO age VALUES (1, 0, 0)",
              "UPDATE idempotency SET captured_ms = 0"),
          // what the search index is; its own tables it makes itself
          List.of(
              """
              CREATE TABLE search_meta (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                generation INTEGER NOT NULL,
                fingerprint TEXT NOT NULL,
                built_to TEXT
              ) STRICT
              """),
          // what the user has switched, by name
          List.of(
              """
              CREATE TABLE switch (
                name TEXT PRIMARY KEY,
                value TEXT NOT NULL
              ) STRICT, WITHOUT ROWID
              """),
          // what clients were told, the numbers given, and mutations by their identity
          List.of(
              "ALTER TABLE idempotency ADD COLUMN request TEXT",
              "ALTER TABLE idempotency ADD COLUMN answer TEXT",
              "CREATE INDEX outbox_mutation ON outbox (mutation_id)",
              """
              CREATE TABLE series (
                name TEXT PRIMARY KEY,
                next INTEGER NOT NULL
              ) STRICT, WITHOUT ROWID
              """),
          // what tells a store from its copies; origin: where own mutations may lie in the topic
          List.of(
              """
              CREATE TABLE lineage (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                store TEXT NOT NULL,
                run TEXT,
                doubt TEXT,
                inode TEXT NOT NULL
              ) STRICT
              """,
              "INSERT INTO lineage VALUES (1, lower(hex(randomblob(16))), NULL, NULL, '')",
              """
              CREATE TABLE origin (
                partition INTEGER PRIMARY KEY,
                next_offset INTEGER NOT NULL
              ) STRICT
              """),
          // how far each entity type is; what is noted while one is read once more
          List.of(
              """
              CREATE TABLE feed (
                type TEXT PRIMARY KEY,
                topic TEXT NOT NULL,
                known TEXT NOT NULL,
                wanted TEXT NOT NULL,
                mode TEXT NOT NULL,
                trimmed INTEGER NOT NULL
              ) STRICT, WITHOUT ROWID
              """,
              """
              CREATE TABLE reread (
                topic TEXT NOT NULL,
                partition INTEGER NOT NULL,
                until_offset INTEGER NOT NULL,
                PRIMARY KEY (topic, partition)
              ) STRICT, WITHOUT ROWID
              """,
              "CREATE TABLE seen (entity TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
              """
              CREATE TABLE older (
                entity TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                hlc_ms INTEGER NOT NULL,
                hlc_counter INTEGER NOT NULL,
                updated_by TEXT NOT NULL,
                body TEXT
              ) STRICT, WITHOUT ROWID
              """,
              """
              CREATE TABLE caught_up (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                at_ms INTEGER NOT NULL
              ) STRICT
              """,
              "DROP TABLE scope"),
          // the run that the centre knew when the stored one was announced
          List.of("ALTER TABLE lineage ADD COLUMN known TEXT"),
          // answers that were deleted at the centre unread
          List.of(
              """
              CREATE TABLE missed (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                up_to INTEGER NOT NULL,
                searched INTEGER NOT NULL,
                waits INTEGER NOT NULL
              ) STRICT
              """),
          // what is in the outbox, counted as it changes
          OutboxFigures.TABLES,
          // who stood against an own mutation
          List.of(
              """
              CREATE TABLE overruling (
                mutation_id TEXT NOT NULL,
                attribute TEXT NOT NULL,
                result TEXT NOT NULL,
                strategy TEXT NOT NULL,
                node TEXT,
                at_ms INTEGER,
                against_id TEXT,
                lost TEXT,
                noted_ms INTEGER NOT NULL,
                PRIMARY KEY (mutation_id, attribute)
              ) STRICT
              """),
          // what people look at every few seconds, however much of it there is
          List.of(
              "CREATE INDEX attention_open ON attention (answered_ms, sequence)"
                  + " WHERE acknowledged = 0",
              "CREATE INDEX attention_state ON attention (state, acknowledged)",
              "CREATE INDEX overruling_age ON overruling (noted_ms)"));

  private Migrations() {}

  /** Brings the file to the newest version, each step in a transaction of its own. */
  static void apply(Sql sql) {
    long version = sql.number("PRAGMA user_version");
    long application = sql.number("PRAGMA application_id");
    if (version > 0 && application != APPLICATION_ID) {
      throw new StoreException(Code.UNREADABLE, "the file is no store of an edge node", null);
    }
    if (version > STEPS.size()) {
      throw new StoreException(
          Code.NEWER, "version " + version + " (expected: at most " + STEPS.size() + ")", null);
    }
    for (int step = (int) version; step < STEPS.size(); step++) {
      sql.run("BEGIN IMMEDIATE");
      for (String statement : STEPS.get(step)) {
        sql.run(statement);
      }
      sql.run("PRAGMA application_id = " + APPLICATION_ID);
      sql.run("PRAGMA user_version = " + (step + 1));
      sql.run("COMMIT");
    }
  }
}
