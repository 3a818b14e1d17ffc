package ai.valeo.erp.tributary.graphql.schema;

import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Fetches a field for who may have it, without the rows they do not see. */
final class GuardedFetcher implements DataFetcher<@Nullable Object> {

  private static final String WAREHOUSE = "warehouseid";

  private final DataFetcher<?> plain;
  private final Place place;
  private final DataRule data;

  GuardedFetcher(DataFetcher<?> plain, Place place, DataRule data) {
    this.plain = plain;
    this.place = place;
    this.data = data;
  }

  /**
   * A field.
   *
   * @param field where it is
   * @param type name of the type of its values
   * @param isMutation whether it changes something
   * @param requirement what it asks of its caller
   * @param mayBePersonal whether it may show personal data
   */
  record Place(
      FieldCoordinates field,
      String type,
      boolean isMutation,
      Requirement requirement,
      boolean mayBePersonal) {}

  @Override
  public @Nullable Object get(DataFetchingEnvironment environment) throws Exception {
    Identity caller = Caller.of(environment).identity();
    if (!place.requirement.isMetBy(caller)) {
      throw DeniedException.of(caller, String.valueOf(place.field));
    }
    boolean isLimited = !caller.seesAllWarehouses();
    if (isLimited && place.isMutation && !mayChange(caller, environment.getArguments())) {
      throw DeniedException.ofWarehouse();
    }
    if (place.mayBePersonal && !isShown(caller, environment)) {
      return null;
    }
    Object value = plain.get(environment);
    boolean isChosen =
        value instanceof Publisher<?> && environment.getGraphQlContext().hasKey(SharedEvent.class);
    return isLimited && !isChosen ? seen(caller, value) : value;
  }

  private boolean isShown(Identity caller, DataFetchingEnvironment environment) {
    Object source = environment.getSource();
    DataRule.PersonalRead read = source == null ? null : data.personal(place.field, source);
    if (read == null) {
      return true;
    }
    if (!caller.has(read.scope())) {
      return read.isMasked();
    }
    Accesses accesses = environment.getGraphQlContext().get(Accesses.class);
    if (accesses != null) {
      accesses.add(read);
      environment.getGraphQlContext().put(Operation.SHOWED_PERSONAL, true);
    }
    return true;
  }

  private boolean mayChange(Identity caller, Map<String, Object> arguments) {
    return areOwn(caller, arguments)
        && data.mayChange(caller, place.field.getFieldName(), arguments);
  }

  /** Whether every warehouse that arguments name is one of the caller's. */
  private static boolean areOwn(Identity caller, @Nullable Object value) {
    return switch (value) {
      case Map<?, ?> members ->
          members.entrySet().stream()
              .allMatch(member ->
                  isWarehouse(String.valueOf(member.getKey()))
                      ? caller.seesWarehouse(String.valueOf(member.getValue()))
                      : areOwn(caller, member.getValue()));
      case Collection<?> elements -> elements.stream().allMatch(one -> areOwn(caller, one));
      case null, default -> true;
    };
  }

  private static boolean isWarehouse(String argument) {
    return argument.toLowerCase(Locale.ROOT).endsWith(WAREHOUSE);
  }

  private @Nullable Object seen(Identity caller, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case CompletionStage<?> later -> later.thenApply(come -> seen(caller, come));
      case DataFetcherResult<?> result -> result.map(data -> seen(caller, data));
      case SharedEvents events -> events; // they know whom they tell
      case Publisher<?> events ->
          new SeenPublisher(events, event -> !data.hides(caller, place.type, event));
      case List<?> rows -> seenOf(caller, rows);
      default -> isSeen(caller, value) ? value : null;
    };
  }

  /** Where the rows answer keys one by one, a hidden one leaves its place empty. */
  private List<@Nullable Object> seenOf(Identity caller, List<?> rows) {
    var seen = new ArrayList<@Nullable Object>(rows.size());
    for (Object row : rows) {
      if (row instanceof DataFetcherResult<?> keyed) {
        String type = keyed.getLocalContext() instanceof String name ? name : place.type;
        Object source = keyed.getData();
        seen.add(source == null || !data.hides(caller, type, source) ? row : null);
      } else if (isSeen(caller, row)) {
        seen.add(row);
      }
    }
    return seen;
  }

  private boolean isSeen(Identity caller, @Nullable Object row) {
    if (row == null) {
      return true;
    }
    String type = row instanceof Typed typed ? typed.typeName() : null;
    return !data.hides(caller, type == null ? place.type : type, row);
  }
}
