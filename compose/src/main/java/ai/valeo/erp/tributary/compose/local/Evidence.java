package ai.valeo.erp.tributary.compose.local;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a {@link Reconciliation} judges by, as it lies in the nodes and in the committed topics.
 *
 * @param captured what the offices captured, by mutation id
 * @param published the mutations on the topic, by mutation id
 * @param outcomes every outcome, in no particular order
 * @param openConflicts ids of the mutations whose conflict waits for a person
 * @param centre the entities of the typed topics
 * @param views the same as others show them, by the others' names
 * @param illegible records that nobody can read, and what became of them
 */
public record Evidence(
    Map<String, String> captured,
    Map<String, Published> published,
    List<Answered> outcomes,
    List<String> openConflicts,
    SortedMap<EntityKey, Row> centre,
    SortedMap<String, Map<EntityKey, Row>> views,
    Illegible illegible) {

  /**
   * A mutation as it was published.
   *
   * @param node the node
   * @param entity the entity
   * @param quantity what it means to do to a stock item's quantity; 0 if nothing
   */
  public record Published(String node, EntityKey entity, long quantity) {}

  /**
   * An outcome.
   *
   * @param mutationId the mutation
   * @param state its state
   * @param isQuantityTaken whether the quantity of the mutation was added to the stock
   */
  public record Answered(String mutationId, State state, boolean isQuantityTaken) {
    /** What became of the mutation. */
    public enum State {
      /** Applied; final. */
      APPLIED,
      /** Refused; final. */
      FAILED,
      /** Waits for a person. */
      CONFLICT
    }

    boolean isFinal() {
      return state != State.CONFLICT;
    }
  }

  /**
   * An entity.
   *
   * @param version its version
   * @param attributes its attributes; none if only the version is known
   */
  public record Row(long version, @Nullable SortedMap<String, Value> attributes) {}

  /**
   * Where a record lies.
   *
   * @param topic its topic
   * @param partition its partition
   * @param offset its offset
   */
  public record Place(String topic, int partition, long offset) {

    /** As people write it. */
    @Override
    public String toString() {
      return topic + "-" + partition + "@" + offset;
    }
  }

  /**
   * Records that no reader can decode: garbage, which belongs in quarantine.
   *
   * @param found those in the topics that others write
   * @param setAside places whose records are in quarantine
   */
  public record Illegible(Set<Place> found, Set<Place> setAside) {
    /** There are none. */
    public static final Illegible NONE = new Illegible(Set.of(), Set.of());

    /** Copies. */
    public Illegible {
      found = Set.copyOf(found);
      setAside = Set.copyOf(setAside);
    }
  }

  /** Copies what is small. */
  public Evidence {
    outcomes = List.copyOf(outcomes);
    openConflicts = List.copyOf(openConflicts);
    centre = new TreeMap<>(centre);
    views = new TreeMap<>(views);
  }
}
