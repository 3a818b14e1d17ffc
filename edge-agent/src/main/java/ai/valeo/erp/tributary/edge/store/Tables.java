package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.Flight;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.core.Shadow;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables as seen by one transaction. Owned by the thread that runs it. */
public class Tables {

  private static final String KEYS =
      "SELECT entity FROM entity WHERE entity > ?1 AND entity < ?2 AND body IS NOT NULL"
          + " UNION SELECT entity FROM outbox"
          + " WHERE sequence = 0 AND entity > ?1 AND entity < ?2"
          + " UNION SELECT entity FROM outbox"
          + " WHERE sequence > 0 AND entity > ?1 AND entity < ?2"
          + " ORDER BY entity LIMIT ?3";

  private final Sql sql;
  private final BaseTable bases;
  private final BaseTable held;
  private final OutboxTable outbox;
  private final AttentionTable attention;
  private final IdempotencyTable idempotency;
  private final PositionTable positions;
  private final SeriesTable series;
  private final SettledTable settled;
  private final OutboxFigures figures;
  private final SearchTables search;
  private final ListTable lists;
  private final SwitchTable switches;
  private final LineageTable lineage;
  private final FeedTable feeds;
  private final MissedTable missed;
  private final OverrulingTable overrulings;

  Tables(Sql sql) {
    this.sql = sql;
    bases = new BaseTable(sql, "entity");
    held = new BaseTable(sql, "held");
    outbox = new OutboxTable(sql);
    attention = new AttentionTable(sql);
    idempotency = new IdempotencyTable(sql);
    positions = new PositionTable(sql);
    series = new SeriesTable(sql);
    settled = new SettledTable(sql);
    figures = new OutboxFigures(sql);
    search = new SearchTables(sql);
    lists = new ListTable(sql);
    switches = new SwitchTable(sql);
    lineage = new LineageTable(sql);
    feeds = new FeedTable(sql);
    missed = new MissedTable(sql);
    overrulings = new OverrulingTable(sql);
  }

  final Sql sql() {
    return sql;
  }

  /** Entities as last received. */
  public final BaseTable bases() {
    return bases;
  }

  /** The outbox. */
  public final OutboxTable outbox() {
    return outbox;
  }

  /** FAILED and CONFLICT mutations. */
  public final AttentionTable attention() {
    return attention;
  }

  /** First results by idempotency key. */
  public final IdempotencyTable idempotency() {
    return idempotency;
  }

  /** Mutations that are over. */
  public final SettledTable settled() {
    return settled;
  }

  /** Where own mutations were overruled. */
  public final OverrulingTable overrulings() {
    return overrulings;
  }

  /** Figures of the outbox. */
  public final OutboxFigures figures() {
    return figures;
  }

  /** Where the store comes from. */
  public final LineageTable lineage() {
    return lineage;
  }

  /** Feed positions. */
  public final PositionTable positions() {
    return positions;
  }

  /** How far the node is with each entity type. */
  public final FeedTable feeds() {
    return feeds;
  }

  /** Answers that were deleted at the centre unread. */
  public final MissedTable missed() {
    return missed;
  }

  /** The search index. */
  public final SearchTables search() {
    return search;
  }

  /** The lists that the search index keeps. */
  public final ListTable lists() {
    return lists;
  }

  /** Questions to the search index of a generation. */
  public final SearchReads searchReads(int generation) {
    return new SearchReads(sql, generation);
  }

  /** What the user has switched. */
  public final SwitchTable switches() {
    return switches;
  }

  /** Series of numbers. */
  public final SeriesTable series() {
    return series;
  }

  /** What is known of an entity at the centre. */
  public final Shadow shadow(EntityKey key) {
    return new Shadow(bases.get(key), held.get(key), outbox.flights(key));
  }

  /** What is known of entities at the centre; of none at all where it is not in the result. */
  public final Map<EntityKey, Shadow> shadows(KeyList keys) {
    Map<EntityKey, Base> newBases = bases.all(keys);
    Map<EntityKey, Base> newHeld = held.isEmpty() ? Map.of() : held.all(keys);
    Map<EntityKey, List<Flight>> flights = outbox.flights(keys);
    Map<EntityKey, Shadow> shadows = HashMap.newHashMap(keys.size());
    for (EntityKey key : keys.all()) {
      Base base = newBases.get(key);
      List<Flight> own = flights.getOrDefault(key, List.of());
      if (base != null || !own.isEmpty() || newHeld.containsKey(key)) {
        shadows.put(key, new Shadow(base, newHeld.get(key), own));
      }
    }
    return shadows;
  }

  /** What was known of an entity, and what is now. */
  public record Replacement(EntityKey key, Shadow before, Shadow after) {}

  /** Stores what has changed between two shadows of each entity. */
  void replaceAll(List<Replacement> replacements) {
    var newBases = new LinkedHashMap<EntityKey, Optional<Base>>();
    var newHeld = new LinkedHashMap<EntityKey, Optional<Base>>();
    var removed = new ArrayList<Long>();
    var updated = new ArrayList<Flight>();
    for (Replacement each : replacements) {
      noteIfChanged(newBases, each.key(), each.before().base(), each.after().base());
      noteIfChanged(newHeld, each.key(), each.before().held(), each.after().held());
      Map<Long, Flight> rest = new HashMap<>();
      each.after().flights().forEach(flight -> rest.put(flight.sequence(), flight));
      for (Flight flight : each.before().flights()) {
        Flight now = rest.get(flight.sequence());
        if (now == null) {
          removed.add(flight.sequence());
        } else if (!now.equals(flight)) {
          updated.add(now);
        }
      }
    }
    bases.putAll(newBases);
    held.putAll(newHeld);
    outbox.remove(removed);
    outbox.update(updated);
  }

  private static void noteIfChanged(
      Map<EntityKey, Optional<Base>> changed,
      EntityKey key,
      @Nullable Base before,
      @Nullable Base after) {
    if (!Objects.equals(before, after)) {
      changed.put(key, Optional.ofNullable(after));
    }
  }

  /**
   * Keys of a type that the centre has sent or the node itself has changed, in order.
   *
   * @param idPrefix only ids that begin so, and are longer; empty = all
   */
  public final List<EntityKey> keys(
      String entityType, String idPrefix, @Nullable String afterId, int limit) {
    String all = entityType + ':' + idPrefix;
    int last = all.length() - 1;
    return sql.list(
        row -> EntityKey.parse(row.getString(1)),
        KEYS,
        afterId == null ? all : entityType + ':' + afterId,
        all.substring(0, last) + (char) (all.charAt(last) + 1),
        limit);
  }

  /** The lowest unanswered publish number of the incarnation that another one belongs to. */
  public final long floor(long number) {
    PublishNumber of = PublishNumber.of(number);
    long floor = outbox.lowestUnanswered(of.start()).orElse(Long.MAX_VALUE);
    return floor < new PublishNumber(of.incarnation() + 1, 0).packed() ? floor : number + 1;
  }

  /** What every key of a type is behind. */
  static String first(String entityType) {
    return entityType + ':';
  }

  /** What every key of a type is before. */
  static String behind(String entityType) {
    return entityType + (char) (':' + 1);
  }

  /** What the node remembers of itself, as stored. */
  public NodeState node() {
    return storedNode().orElseThrow();
  }

  /** The same; none before the store was first opened. */
  final Optional<NodeState> storedNode() {
    return sql.first(
        row ->
            new NodeState(
                new EdgeNodeId(row.getString(1)),
                new Hlc(row.getLong(2), row.getInt(3)),
                row.getLong(4)),
        "SELECT node_id, hlc_ms, hlc_counter, sequence FROM node");
  }
}
