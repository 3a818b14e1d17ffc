package ai.valeo.erp.tributary.compose.local;

import ai.valeo.erp.tributary.compose.kafka.TopicReader;
import ai.valeo.erp.tributary.compose.local.Evidence.Answered;
import ai.valeo.erp.tributary.compose.local.Evidence.Illegible;
import ai.valeo.erp.tributary.compose.local.Evidence.Place;
import ai.valeo.erp.tributary.compose.local.Evidence.Published;
import ai.valeo.erp.tributary.compose.local.Evidence.Row;
import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.SerdeFailures;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the evidence for a {@link Reconciliation} from the committed topics.
 *
 * @param topics names of the topics
 * @param types the entity types
 * @param reader reads the topics
 * @param serdes decodes the records
 */
public record EvidenceReader(
    Topics topics, EntityTypes types, TopicReader reader, AvroSerdes serdes) {
  private static final String QUANTITY = "quantity";

  /** Results of a decision by which a quantity became part of the stock. */
  private static final Set<String> TAKEN = Set.of("SET", "ADDED", "MERGED", "BACKORDERED");

  /**
   * Reads everything.
   *
   * @param captured what the offices captured: mutation id and node
   * @param views what the nodes and the centre's read side show, by their names
   */
  public Evidence read(Map<String, String> captured, SortedMap<String, Map<EntityKey, Row>> views) {
    Set<Place> garbage = new HashSet<>();
    Map<String, Published> published = published(garbage);
    List<Answered> outcomes = outcomes(rulings(garbage));
    Illegible illegible =
        garbage.isEmpty() ? Illegible.NONE : new Illegible(garbage, quarantined());
    return new Evidence(
        captured, published, outcomes, openConflicts(), entities(), views, illegible);
  }

  /** The entities of the typed topics as they are now. */
  public SortedMap<EntityKey, Row> entities() {
    SortedMap<EntityKey, Row> rows = new TreeMap<>();
    for (EntityType type : types.all()) {
      String topic = topics.entities(type);
      Deserializer<GenericRecord> deserializer = serdes.deserializer(types.schema(type));
      reader.read(
          topic,
          entry -> {
            EntityKey key = EntityKey.parse(entry.key());
            if (entry.value() == null) {
              rows.remove(key);
            } else {
              EntityRow row =
                  types.codec(type).fromGeneric(deserializer.deserialize(topic, entry.value()));
              rows.put(key, new Row(row.version(), row.attributes()));
            }
          });
    }
    return rows;
  }

  private Map<String, Published> published(Set<Place> garbage) {
    Map<String, Published> published = new HashMap<>();
    readOthers(
        topics.mutations(),
        serdes.deserializer(Mutation.class),
        garbage,
        mutation -> {
          EntityKey key = new EntityKey(mutation.getEntityType(), mutation.getEntityId());
          published.put(
              mutation.getId(),
              new Published(mutation.getEdgeNodeId(), key, quantity(mutation.getChanges())));
        });
    return published;
  }

  /** Reads a topic that others write too, and notes where what lies cannot be read. */
  private <T> void readOthers(
      String topic, Deserializer<T> deserializer, Set<Place> garbage, Consumer<T> handler) {
    reader.read(
        topic,
        entry -> {
          T value = decoded(deserializer, entry);
          if (value == null) {
            garbage.add(new Place(topic, entry.partition(), entry.offset()));
          } else {
            handler.accept(value);
          }
        });
  }

  private static <T> @Nullable T decoded(
      Deserializer<T> deserializer, ConsumerRecord<String, byte[]> entry) {
    try {
      return deserializer.deserialize(entry.topic(), entry.value());
    } catch (RuntimeException e) {
      if (!SerdeFailures.isRecordAtFault(e)) {
        throw e;
      }
      return null;
    }
  }

  /** Where the records came from that are in quarantine, or have been. */
  private Set<Place> quarantined() {
    Set<Place> places = new HashSet<>();
    reader.read(
        topics.quarantine(),
        entry ->
            places.add(
                new Place(
                    header(entry, Headers.ORIGIN_TOPIC),
                    Integer.parseInt(header(entry, Headers.ORIGIN_PARTITION)),
                    Long.parseLong(header(entry, Headers.ORIGIN_OFFSET)))));
    return places;
  }

  private static String header(ConsumerRecord<String, byte[]> entry, String name) {
    return Objects.requireNonNull(Headers.text(entry.headers(), name), name);
  }

  private static long quantity(List<AttributeChange> changes) {
    for (AttributeChange change : changes) {
      if (change.getAttribute().equals(QUANTITY) && change.getValue() instanceof Long number) {
        return number;
      }
    }
    return 0;
  }

  private List<Answered> outcomes(Set<String> rulings) {
    List<Answered> outcomes = new ArrayList<>();
    String topic = topics.outcomes();
    Deserializer<Outcome> deserializer = serdes.deserializer(Outcome.class);
    reader.read(
        topic,
        entry -> {
          Outcome outcome = deserializer.deserialize(topic, entry.value());
          if (!rulings.contains(outcome.getMutationId())) {
            outcomes.add(
                new Answered(
                    outcome.getMutationId(), state(outcome), isTaken(outcome.getDecisions())));
          }
        });
    return outcomes;
  }

  /** Persons' rulings: they are answered like mutations, and are none. */
  private Set<String> rulings(Set<Place> garbage) {
    Set<String> rulings = new HashSet<>();
    readOthers(
        topics.resolutions(),
        serdes.deserializer(Resolution.class),
        garbage,
        ruling -> rulings.add(ruling.getId()));
    return rulings;
  }

  private static Answered.State state(Outcome outcome) {
    return switch (outcome.getState()) {
      case APPLIED -> Answered.State.APPLIED;
      case FAILED -> Answered.State.FAILED;
      case CONFLICT -> Answered.State.CONFLICT;
    };
  }

  private static boolean isTaken(List<Decision> decisions) {
    return decisions.stream()
        .anyMatch(decision ->
            decision.getAttribute().equals(QUANTITY) && TAKEN.contains(decision.getResult()));
  }

  private List<String> openConflicts() {
    Map<String, Conflict> latest = new HashMap<>();
    String topic = topics.conflicts();
    Deserializer<Conflict> deserializer = serdes.deserializer(Conflict.class);
    reader.read(
        topic,
        entry -> {
          Conflict conflict = deserializer.deserialize(topic, entry.value());
          latest.put(conflict.getId(), conflict);
        });
    return latest.values().stream()
        .filter(conflict -> conflict.getState() == ConflictState.OPEN)
        .map(Conflict::getMutationId)
        .distinct()
        .toList();
  }
}
