package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.Delivery;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.Flight;
import ai.valeo.erp.tributary.edge.core.Flight.Phase;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Mutations that the centre has not answered, or whose effect has not come back yet. */
public final class OutboxTable {

  private static final int PENDING = 0;
  private static final int ANSWERED = 3;
  private static final String SELECT =
      "SELECT "
          + MutationRow.COLUMNS
          + ", place, phase, sequence, retries, last_error, retry_of FROM outbox ";
  private static final String INSERT =
      "INSERT INTO outbox ("
          + MutationRow.COLUMNS
          + ", lift, retry_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String FLIGHTS =
      "SELECT sequence, mutation_id, phase, answered_version, entity FROM outbox";

  private final Sql sql;

  OutboxTable(Sql sql) {
    this.sql = sql;
  }

  /** Adds a mutation at the end and lifts the earlier ones of its entity to its priority. */
  public void add(CapturedMutation mutation) {
    add(mutation, null);
  }

  /** Adds one that repeats a failed mutation. */
  public void add(CapturedMutation mutation, @Nullable MutationId retryOf) {
    Draft draft = mutation.draft();
    Trace trace = draft.note().trace();
    String entity = draft.key().toString();
    sql.update(
        "UPDATE outbox SET lift = ? WHERE entity = ? AND sequence = 0 AND lift < ?",
        draft.priority(),
        entity,
        draft.priority());
    sql.update(
        INSERT,
        mutation.id().value(),
        entity,
        draft.operation().name(),
        ValueJson.write(draft.changes()),
        draft.priority(),
        draft.note().actor(),
        draft.note().reason(),
        draft.note().idempotencyKey(),
        trace == null ? null : trace.correlationId(),
        trace == null ? null : trace.traceparent(),
        mutation.baseVersion(),
        mutation.hlc().wallMs(),
        mutation.hlc().counter(),
        mutation.capturedAtMs(),
        draft.priority(),
        retryOf == null ? null : retryOf.value());
  }

  /** Notes that the unanswered mutations of these publish numbers are sent again, and why. */
  public void noteRetry(long first, long last, String error) {
    sql.update(
        "UPDATE outbox SET retries = retries + 1, last_error = ?"
            + " WHERE sequence > 0 AND sequence BETWEEN ? AND ? AND phase < 3",
        error,
        first,
        last);
  }

  /** Entities with unanswered mutations, in no order. */
  public List<String> openEntities() {
    return sql.list(row -> row.getString(1), "SELECT DISTINCT entity FROM outbox WHERE phase < 3");
  }

  /** Unanswered mutations behind a place, in the order of capture. */
  public List<OutboxEntry> open(long afterPlace, int limit) {
    return sql.list(
        OutboxTable::entry,
        SELECT + "WHERE place > ? AND phase < 3 ORDER BY place LIMIT ?",
        afterPlace,
        limit);
  }

  /** Takes back the publish number of a mutation that was not published under it. */
  public void release(long place) {
    sql.update("UPDATE outbox SET sequence = 0, phase = 0 WHERE place = ? AND phase < 3", place);
  }

  /** Whether a mutation that is here has that publish number, answered or not. */
  public boolean isGiven(long sequence) {
    return sql.number("SELECT 1 FROM outbox WHERE sequence > 0 AND sequence = ? LIMIT 1", sequence)
        == 1;
  }

  /** PENDING mutations in publish order: most urgent first, in capture order within an entity. */
  public List<OutboxEntry> next(int limit) {
    return sql.list(
        OutboxTable::entry, SELECT + "WHERE sequence = 0 ORDER BY lift DESC, place LIMIT ?", limit);
  }

  /** PROCESSING mutations behind a sequence, ascending. */
  public List<OutboxEntry> processing(long afterSequence, int limit) {
    return sql.list(
        OutboxTable::entry,
        SELECT + "WHERE sequence > 0 AND sequence > ? AND phase < 3 ORDER BY sequence LIMIT ?",
        afterSequence,
        limit);
  }

  /** Gives a PENDING mutation its sequence; it is PROCESSING from then on. */
  public void claim(long place, long sequence) {
    claim(Map.of(place, sequence));
  }

  /** Gives PENDING mutations, by their places, their sequences. */
  public void claim(Map<Long, Long> sequences) {
    var rows = new ArrayList<@Nullable Object[]>(sequences.size());
    sequences.forEach((place, sequence) -> rows.add(new Object[] {sequence, place}));
    int changed =
        sql.updateRows(
            "UPDATE outbox SET sequence = given.value ->> 0, phase = 1 FROM "
                + RowList.GIVEN
                + " WHERE outbox.place = given.value ->> 1 AND outbox.sequence = 0",
            rows);
    if (changed != sequences.size()) {
      throw new IllegalStateException("Not all are pending of the mutations at " + sequences);
    }
  }

  /** The PROCESSING mutation with that sequence. */
  public Optional<OutboxEntry> sent(long sequence) {
    return sql.first(
        OutboxTable::entry, SELECT + "WHERE sequence > 0 AND sequence = ? AND phase < 3", sequence);
  }

  /** The lowest publish number above another that is without an answer. */
  public Optional<Long> lowestUnanswered(long above) {
    return sql.first(
        row -> row.getLong(1),
        "SELECT sequence FROM outbox WHERE sequence > 0 AND sequence > ? AND phase < 3"
            + " ORDER BY sequence LIMIT 1",
        above);
  }

  /** The lowest publish number without an answer. */
  public Optional<Long> lowestUnanswered() {
    return sql.first(
        row -> row.getLong(1),
        "SELECT sequence FROM outbox WHERE sequence > 0 AND phase < 3 ORDER BY sequence LIMIT 1");
  }

  /** The sent mutations of an entity, ascending by sequence. */
  public List<Flight> flights(EntityKey key) {
    return sql.list(
        OutboxTable::flight,
        FLIGHTS + " WHERE entity = ? AND sequence > 0 ORDER BY sequence",
        key.toString());
  }

  private static Flight flight(ResultSet row) throws SQLException {
    return new Flight(
        row.getLong(1), new MutationId(row.getString(2)), Phase.of(row.getInt(3)), row.getLong(4));
  }

  /** The sent mutations of entities, each one's ascending by sequence. */
  Map<EntityKey, List<Flight>> flights(KeyList keys) {
    Map<EntityKey, List<Flight>> flights = HashMap.newHashMap(keys.size());
    sql.list(
        row ->
            flights
                .computeIfAbsent(keys.key(row.getString(5)), key -> new ArrayList<>(1))
                .add(flight(row)),
        FLIGHTS + " WHERE entity IN " + KeyList.IN + " AND sequence > 0 ORDER BY entity, sequence",
        keys.argument());
    return flights;
  }

  /** Which of these entities have PENDING mutations. */
  public Set<EntityKey> pending(KeyList keys) {
    return new HashSet<>(
        sql.list(
            row -> keys.key(row.getString(1)),
            "SELECT DISTINCT entity FROM outbox WHERE sequence = 0 AND entity IN " + KeyList.IN,
            keys.argument()));
  }

  /** Stores how far sent mutations are. */
  void update(List<Flight> flights) {
    sql.updateRows(
        "UPDATE outbox SET phase = given.value ->> 0, answered_version = given.value ->> 1 FROM "
            + RowList.GIVEN
            + " WHERE outbox.sequence > 0 AND outbox.sequence = given.value ->> 2",
        flights.stream()
            .map(flight ->
                new @Nullable Object[] {
                  flight.phase().code(), flight.answeredVersion(), flight.sequence()
                })
            .toList());
  }

  /** Removes a sent mutation. */
  public void remove(long sequence) {
    remove(List.of(sequence));
  }

  /** Removes sent mutations. */
  void remove(List<Long> sequences) {
    sql.updateRows(
        "DELETE FROM outbox WHERE sequence > 0 AND sequence IN (SELECT given.value ->> 0 FROM "
            + RowList.GIVEN
            + ")",
        sequences.stream().map(sequence -> new @Nullable Object[] {sequence}).toList());
  }

  /** Mutations of an entity that its base does not contain, in the order of capture. */
  public List<CapturedMutation> overlay(EntityKey key) {
    return sql.list(
        MutationRow::read,
        "SELECT "
            + MutationRow.COLUMNS
            + " FROM (SELECT * FROM outbox WHERE entity = ?1 AND sequence = 0 UNION ALL"
            + " SELECT * FROM outbox WHERE entity = ?1 AND sequence > 0 AND phase <> 2)"
            + " ORDER BY place",
        key.toString());
  }

  /** The overlays of entities, as far as they have any. */
  public Map<EntityKey, List<CapturedMutation>> overlays(KeyList keys) {
    return byEntity(
        sql.list(
            MutationRow::read,
            "SELECT "
                + MutationRow.COLUMNS
                + " FROM (SELECT * FROM outbox WHERE sequence = 0 AND entity IN "
                + KeyList.IN
                + " UNION ALL SELECT * FROM outbox"
                + " WHERE sequence > 0 AND phase <> 2 AND entity IN "
                + KeyList.IN
                + ") ORDER BY place",
            keys.argument()));
  }

  private static Map<EntityKey, List<CapturedMutation>> byEntity(List<CapturedMutation> mutations) {
    return mutations.stream().collect(Collectors.groupingBy(mutation -> mutation.draft().key()));
  }

  /** Whether there is no mutation at all. */
  public boolean isEmpty() {
    return sql.number("SELECT EXISTS (SELECT 1 FROM outbox)") == 0;
  }

  /** The overlays of all entities from one to another, both included. */
  public Map<EntityKey, List<CapturedMutation>> overlays(EntityKey first, EntityKey last) {
    return byEntity(
        sql.list(
            MutationRow::read,
            "SELECT "
                + MutationRow.COLUMNS
                + " FROM (SELECT * FROM outbox WHERE entity BETWEEN ?1 AND ?2 AND sequence = 0"
                + " UNION ALL SELECT * FROM outbox"
                + " WHERE entity BETWEEN ?1 AND ?2 AND sequence > 0 AND phase <> 2)"
                + " ORDER BY place",
            first.toString(),
            last.toString()));
  }

  /** Whether the entity has any mutation here. */
  public boolean contains(EntityKey key) {
    String entity = key.toString();
    return sql.number("SELECT 1 FROM outbox WHERE entity = ? AND sequence > 0 LIMIT 1", entity) == 1
        || sql.number("SELECT 1 FROM outbox WHERE entity = ? AND sequence = 0 LIMIT 1", entity)
            == 1;
  }

  /** A mutation that is here, by its identity. */
  public Optional<OutboxEntry> get(MutationId id) {
    return sql.first(OutboxTable::entry, SELECT + "WHERE mutation_id = ?", id.value());
  }

  /** The oldest mutations without an answer, in the order of capture. */
  public List<OutboxEntry> open(int limit) {
    return sql.list(OutboxTable::entry, SELECT + "WHERE phase < 3 ORDER BY place LIMIT ?", limit);
  }

  /** Number of mutations in each phase. */
  public Counts counts() {
    return sql.first(
            row -> new Counts(row.getLong(1) - row.getLong(2), row.getLong(2), row.getLong(3)),
            "SELECT SUM(unanswered), SUM(sent), SUM(answered) FROM outbox_figure")
        .orElseThrow();
  }

  /**
   * How many mutations the outbox holds.
   *
   * @param pending without a sequence
   * @param processing sent, not answered
   * @param answered answered, while the entity's record is still on its way
   */
  public record Counts(long pending, long processing, long answered) {}

  private static OutboxEntry entry(ResultSet row) throws SQLException {
    CapturedMutation mutation = MutationRow.read(row);
    int phase = row.getInt(MutationRow.COUNT + 2);
    MutationState state =
        switch (phase) {
          case PENDING -> MutationState.PENDING;
          case ANSWERED -> MutationState.APPLIED;
          default -> MutationState.PROCESSING;
        };
    String retryOf = row.getString(MutationRow.COUNT + 6);
    var delivery =
        new Delivery(
            row.getInt(MutationRow.COUNT + 4),
            row.getString(MutationRow.COUNT + 5),
            retryOf == null ? null : new MutationId(retryOf));
    return new OutboxEntry(
        row.getLong(MutationRow.COUNT + 1),
        mutation,
        state,
        row.getLong(MutationRow.COUNT + 3),
        delivery);
  }
}
