package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.tests.model.Answer.State;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The merging rules R2 to R8, R13 and R15 once more, slow and plain: it forgets nothing and
 * recomputes everything from the beginning. Written from the rules, not from the merge core.
 */
public final class NaiveModel implements Centre {

  /** How far a clock may run ahead of the broker's, milliseconds. */
  public static final long MAX_SKEW_MS = 60_000;

  private final Map<String, EntityType> types;
  private final Map<EntityKey, EntityStory> entities = new HashMap<>();
  private final Map<EdgeNodeId, Set<Long>> sequences = new HashMap<>();
  private final Map<EdgeNodeId, Long> floors = new HashMap<>();
  private final Set<MutationId> unnumbered = new HashSet<>();

  public NaiveModel(Map<String, EntityType> types) {
    this.types = Map.copyOf(types);
  }

  @Override
  public @Nullable Answer take(Event event) {
    if (isDuplicate(event)) {
      return null;
    }
    var sound = new NaiveRules(types).check(event);
    if (sound.reason() != null) {
      return new Answer(event.id(), State.FAILED, sound.reason(), snapshot(event.key()).version());
    }
    EntityType type = Objects.requireNonNull(types.get(event.key().entityType()));
    return entities
        .computeIfAbsent(event.key(), key -> new EntityStory(type))
        .take(sound.event(), clock(event));
  }

  @Override
  public RuledAnswer rule(RulingEvent ruling) {
    EntityType type = Objects.requireNonNull(types.get(ruling.key().entityType()));
    boolean ahead = ruling.hlc().wallMs() > ruling.recordTimeMs() + MAX_SKEW_MS;
    Hlc clock = ahead ? new Hlc(ruling.recordTimeMs(), ruling.hlc().counter()) : ruling.hlc();
    return entities.computeIfAbsent(ruling.key(), key -> new EntityStory(type)).rule(ruling, clock);
  }

  /** Mutations that wait for a person, oldest first. */
  public List<MutationId> waiting(EntityKey key) {
    EntityStory story = entities.get(key);
    return story == null ? List.of() : story.waiting();
  }

  private boolean isDuplicate(Event event) {
    if (event.sequence() == 0) {
      return !unnumbered.add(event.id());
    }
    long floor = floors.getOrDefault(event.node(), 0L);
    floors.merge(event.node(), event.floor(), Math::max);
    boolean isNew =
        sequences.computeIfAbsent(event.node(), node -> new HashSet<>()).add(event.sequence());
    return event.sequence() < floor || !isNew;
  }

  private static Hlc clock(Event event) {
    boolean ahead = event.hlc().wallMs() > event.recordTimeMs() + MAX_SKEW_MS;
    return ahead ? new Hlc(event.recordTimeMs(), event.hlc().counter()) : event.hlc();
  }

  @Override
  public Snapshot snapshot(EntityKey key) {
    EntityStory story = entities.get(key);
    return story == null ? Snapshot.NOTHING : story.snapshot();
  }
}
