package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.change.Change;
import ai.valeo.erp.tributary.graphql.change.Interest;
import ai.valeo.erp.tributary.graphql.change.Interest.Choice;
import ai.valeo.erp.tributary.graphql.change.Trait;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.view.Content;
import ai.valeo.erp.tributary.graphql.view.TopicReader;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What subscriptions want of the change feed, so that it is found by an index where it can be. */
final class Interests {

  private static final String UNSET = "-";

  private final TopicReader topics;

  Interests(TopicReader topics) {
    this.topics = topics;
  }

  /** Entities of a type that have all of these traits; a key is the fastest to find. */
  Interest entities(
      EntityType type, Collection<String> ids, Map<Trait, String> traits, Predicate<Change> sees) {
    Predicate<Change> fits =
        change -> change.content() instanceof Content.Entity && sees.test(change);
    return interest(topics.entities(type), keys(type, ids), new Wanted(traits, fits, true));
  }

  /** Answers that have all of these traits. */
  Interest answers(Map<Trait, String> traits, Predicate<Change> sees) {
    Predicate<Change> fits =
        change -> change.content() instanceof Content.Answer && sees.test(change);
    return interest(topics.outcomes(), null, new Wanted(traits, fits, false));
  }

  /** Conflicts that have all of these traits. */
  Interest conflicts(Map<Trait, String> traits, Predicate<Change> sees) {
    Predicate<Change> fits =
        change -> change.content() instanceof Content.Dispute && sees.test(change);
    return interest(topics.conflicts(), null, new Wanted(traits, fits, false));
  }

  /** Heartbeats of one edge node, or of all. */
  Interest heartbeats(@Nullable String id) {
    Choice keys = id == null ? null : new Choice.Keys(java.util.Set.of(id));
    Predicate<Change> fits = change -> change.content() instanceof Content.Heartbeat;
    return interest(topics.edgeNodes(), keys, new Wanted(Map.of(), fits, true));
  }

  private record Wanted(Map<Trait, String> traits, Predicate<Change> fits, boolean isState) {}

  private static Interest interest(String topic, @Nullable Choice keys, Wanted wanted) {
    Map<Trait, String> rest = new LinkedHashMap<>(wanted.traits);
    Choice choice = keys;
    if (choice == null && !rest.isEmpty()) {
      Map.Entry<Trait, String> first = rest.entrySet().iterator().next();
      choice = new Choice.ByTrait(first.getKey(), first.getValue());
      rest.remove(first.getKey());
    }
    Predicate<Change> fits =
        change ->
            rest.entrySet().stream()
                    .allMatch(one -> one.getValue().equals(one.getKey().read().apply(change)))
                && wanted.fits.test(change);
    return new Interest(
        topic, choice == null ? new Choice.Everything() : choice, fits, wanted.isState);
  }

  private static @Nullable Choice keys(EntityType type, Collection<String> ids) {
    return ids.isEmpty()
        ? null
        : new Choice.Keys(
            ids.stream()
                .map(id -> new EntityKey(type.name(), id).toString())
                .collect(Collectors.toSet()));
  }

  /** An attribute of entities, as JSON has it; entities that are gone have none. */
  static Trait attribute(String name) {
    return new Trait(
        name,
        change ->
            change.content() instanceof Content.Entity entity && entity.row() != null
                ? text(JsonValues.attributes(entity.type(), entity.row()).get(name))
                : null);
  }

  /** Something an entity has or that its identity tells, so that deleted ones have it too. */
  static Trait ofEntity(String name, Function<Content.Entity, @Nullable String> read) {
    return new Trait(
        name,
        change -> change.content() instanceof Content.Entity entity ? read.apply(entity) : null);
  }

  /** Something an answer has. */
  static Trait ofAnswer(String name, Function<Content.Answer, @Nullable String> read) {
    return new Trait(
        name,
        change -> change.content() instanceof Content.Answer answer ? read.apply(answer) : null);
  }

  /** Something a conflict has. */
  static Trait ofConflict(String name, Function<Content.Dispute, @Nullable String> read) {
    return new Trait(
        name,
        change -> change.content() instanceof Content.Dispute dispute ? read.apply(dispute) : null);
  }

  /** A plain value in a form that is equal for equal values. */
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> UNSET;
      case Boolean flag -> "b" + flag;
      case Number number ->
          "n" + new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
      case String text -> "s" + text;
      case Enum<?> word -> "s" + word.name();
      default ->
          throw new UserInputException("value: expected a text, a number, true, false or null");
    };
  }
}
