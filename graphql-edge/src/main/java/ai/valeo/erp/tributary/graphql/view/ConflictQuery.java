package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which conflicts.
 *
 * @param state only those that stand there
 * @param kind only those of this kind
 * @param entity only of these entities
 * @param edgeNodeId only those this node had a part in
 * @param strategy only those this strategy had a part in, as the entity type declares it
 * @param time only those found then
 */
public record ConflictQuery(
    @Nullable String state,
    @Nullable String kind,
    Entity entity,
    @Nullable String edgeNodeId,
    @Nullable String strategy,
    Time time) {

  /** Every conflict. */
  public static final ConflictQuery ALL =
      new ConflictQuery(null, null, Entity.ANY, null, null, Time.EVER);

  /**
   * Which entities.
   *
   * @param type of this type; null = of any
   * @param id of this id; null = of any
   */
  public record Entity(@Nullable String type, @Nullable String id) {

    /** Any entity. */
    public static final Entity ANY = new Entity(null, null);
  }

  /**
   * A stretch of time, milliseconds since 1970 UTC.
   *
   * @param fromMs its begin
   * @param beforeMs its end, which does not belong to it
   */
  public record Time(long fromMs, long beforeMs) {

    /** All time. */
    public static final Time EVER = new Time(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Every conflict in a state. */
  public static ConflictQuery in(ConflictState state) {
    return new ConflictQuery(state.name(), null, Entity.ANY, null, null, Time.EVER);
  }

  boolean fits(ConflictView conflict) {
    return (state == null || state.equals(conflict.state()))
        && (kind == null || kind.equals(conflict.kind()))
        && (entity.type == null || entity.type.equals(conflict.entityType()))
        && (entity.id == null || entity.id.equals(conflict.entityId()))
        && conflict.detectedAtMs() >= time.fromMs
        && conflict.detectedAtMs() < time.beforeMs
        && hasNode(conflict)
        && hasStrategy(conflict);
  }

  private boolean hasNode(ConflictView conflict) {
    return edgeNodeId == null
        || edgeNodeId.equals(conflict.edgeNodeId())
        || conflict.contenders().stream()
            .map(ContenderView::presentStamp)
            .anyMatch(stamp -> stamp != null && stamp.edgeNodeId().equals(edgeNodeId));
  }

  private boolean hasStrategy(ConflictView conflict) {
    return strategy == null
        || conflict.contenders().stream().anyMatch(one -> one.strategy().equals(strategy));
  }

  /**
   * What the keys of the narrowest index begin with; together the lists hold each conflict once.
   */
  List<byte[]> prefixes() {
    if (entity.type != null && entity.id != null) {
      return List.of(ConflictKeys.entity(entity.type, entity.id));
    }
    if (edgeNodeId != null) {
      return List.of(ConflictKeys.node(edgeNodeId));
    }
    if (ConflictState.OPEN.name().equals(state)) {
      return List.of(ConflictKeys.state(ConflictState.OPEN.name()));
    }
    if (strategy != null) {
      return List.of(ConflictKeys.strategy(strategy));
    }
    if (kind != null) {
      return List.of(ConflictKeys.kind(kind));
    }
    return state != null
        ? List.of(ConflictKeys.state(state))
        : Arrays.stream(ConflictState.values())
            .map(each -> ConflictKeys.state(each.name()))
            .toList();
  }

  /** What makes a cursor one of this list. */
  String scope() {
    List<byte[]> prefixes = prefixes();
    return "conflicts/"
        + (prefixes.size() == 1 ? new String(prefixes.get(0), StandardCharsets.UTF_8) : "");
  }
}
