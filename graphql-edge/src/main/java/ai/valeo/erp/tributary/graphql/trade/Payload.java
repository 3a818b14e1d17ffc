package ai.valeo.erp.tributary.graphql.trade;

import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a mutation.
 *
 * @param mutationId the change, if one was made
 * @param state where it stands
 * @param message in words, or none
 * @param errors why it was refused; empty if it was not
 * @param own what the result's type has of its own, by field name
 */
public record Payload(
    @Nullable String mutationId,
    MutationState state,
    @Nullable String message,
    List<UserError> errors,
    Map<String, Object> own) {

  private static final String INTERFACE = "MutationResult";

  /** Copies. */
  public Payload {
    errors = List.copyOf(errors);
    own = Map.copyOf(own);
  }

  /** Refused; nothing was changed. */
  public static Payload refused(List<UserError> errors) {
    return new Payload(null, MutationState.FAILED, errors.getFirst().message(), errors, Map.of());
  }

  /** Refused for one reason. */
  public static Payload refused(UserError error) {
    return refused(List.of(error));
  }

  /** Done by the node alone. */
  public static Payload done(MutationState state, String message) {
    return new Payload(null, state, message, List.of(), Map.of());
  }

  /** A change that was made. */
  public static Payload made(String mutationId, MutationState state, String message) {
    return new Payload(mutationId, state, message, List.of(), Map.of());
  }

  /** The same in other words. */
  public Payload saying(String words) {
    return new Payload(mutationId, state, words, errors, own);
  }

  /** With a value of the type's own; absent values are left out. */
  public Payload with(String field, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    var more = new HashMap<>(own);
    more.put(field, value);
    return new Payload(mutationId, state, message, errors, more);
  }

  /** The fetchers of a type of results, with the fields of its own. */
  public static void type(RuntimeWiring.Builder wiring, String name, String... ownFields) {
    Fields<Payload> fields =
        Fields.<Payload>of(name)
            .add("success", payload -> payload.errors.isEmpty())
            .add("message", Payload::message)
            .add("mutationId", Payload::mutationId)
            .add("status", payload -> payload.state.name())
            .add("errors", Payload::errors);
    for (String field : ownFields) {
      fields.add(field, payload -> payload.own.get(field));
    }
    fields.into(wiring);
  }

  /** The fetchers of what all results have in common. No field has the interface as its type. */
  public static void common(RuntimeWiring.Builder wiring) {
    wiring.type(
        TypeRuntimeWiring.newTypeWiring(INTERFACE)
            .typeResolver(unknown -> {
              throw new IllegalStateException("No field answers with " + INTERFACE);
            }));
    Fields.<UserError>of("UserError")
        .add("code", error -> error.code().name())
        .add("message", UserError::message)
        .add("field", error -> error.field().isEmpty() ? null : error.field())
        .into(wiring);
  }
}
