package ai.valeo.erp.tributary.graphql.trade;

import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import graphql.schema.DataFetchingEnvironment;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries requests out: keeps changes on the disk of a node, or publishes them at the centre. */
public interface Clerk {

  /** The request of a field. */
  Request request(DataFetchingEnvironment field);

  /** Carries a task out; a {@link Payload}, or a future of one. */
  Object take(DataFetchingEnvironment field, Task task);

  /** The source of the fields of a changed entity, or none if it does not show the change. */
  @Nullable Object shown(Done done);

  /** Names for the order that a request is to take; for a repeated request the same. */
  OrderName nameOrder(Request request);

  /**
   * What to do.
   *
   * @param request what is asked for
   * @param key the entity that nobody else changes meanwhile
   * @param wish looks at the entity
   * @param done makes the result of the change
   * @param refused makes the result of a refusal
   */
  record Task(
      Request request,
      EntityKey key,
      Supplier<Wish> wish,
      Function<Done, Payload> done,
      Function<Payload, Payload> refused) {}

  /**
   * A change that was made.
   *
   * @param mutationId the mutation
   * @param key its entity
   * @param state where it stands
   * @param answer what the client is told first; empty = what is shown
   * @param isShown whether what the process shows has the change
   */
  record Done(
      String mutationId, EntityKey key, MutationState state, String answer, boolean isShown) {}

  /**
   * Names of an order.
   *
   * @param number what people call it
   * @param id its identity
   */
  record OrderName(String number, String id) {}
}
