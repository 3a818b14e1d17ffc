package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.Receipt;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.store.IdempotencyTable;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes mutations of requests. A request under an idempotency key that was used before gets its
 * first result, before anything else is looked at: what was right then may not be right now. That
 * holds while the first is still on its way as well, so the key is looked up with the entity
 * locked. Any thread that may block.
 */
final class Captures {

  private final LocalNode node;
  private final EntityLocks locks = new EntityLocks();

  Captures(LocalNode node) {
    this.node = node;
  }

  /** What a request comes to, looked at together with what the node shows. */
  sealed interface Wish {}

  /**
   * A change to capture.
   *
   * @param draft the change
   * @param answer what the client is told beyond the mutation's identity
   */
  record Wanted(Draft draft, String answer) implements Wish {}

  /** Nothing to capture. */
  record Refused(List<UserError> errors) implements Wish {
    Refused(UserError error) {
      this(List.of(error));
    }
  }

  /**
   * A change that is on the disk.
   *
   * @param mutationId the mutation
   * @param key its entity
   * @param answer what the client was told first
   */
  record Kept(String mutationId, EntityKey key, String answer) {}

  /**
   * Captures what a request wants.
   *
   * @param key the entity that nobody else changes meanwhile
   * @param wish looks at the entity
   * @param payload makes the result of the change
   */
  Payload capture(
      Request request, EntityKey key, Supplier<Wish> wish, Function<Kept, Payload> payload) {
    return locks.with(
        key,
        () ->
            first(request)
                .map(first -> again(first, request, payload))
                .orElseGet(() ->
                    switch (wish.get()) {
                      case Refused refused -> Payload.refused(refused.errors);
                      case Wanted wanted -> keep(request, wanted, payload);
                    }));
  }

  private Payload keep(Request request, Wanted wanted, Function<Kept, Payload> payload) {
    Draft draft =
        wanted.draft.withPriority(request.priority()).withTrace(new Trace(request.id(), null));
    String key = request.idempotencyKey();
    if (key == null) {
      return result(request, node.capture(draft, null), wanted.answer, payload);
    }
    Receipt receipt = new Receipt(request.print(), wanted.answer);
    return result(
        request, node.capture(draft.withIdempotencyKey(key), receipt), wanted.answer, payload);
  }

  private Payload result(
      Request request, CaptureResult result, String answer, Function<Kept, Payload> payload) {
    return switch (result) {
      case CaptureResult.Refused(var reason, String message) ->
          Payload.refused(UserError.invalid(message));
      case CaptureResult.Captured captured when captured.repeated() ->
          again(first(request).orElseThrow(), request, payload);
      case CaptureResult.Captured captured ->
          payload.apply(new Kept(captured.id().value(), captured.key(), answer));
    };
  }

  private Optional<IdempotencyTable.First> first(Request request) {
    String key = request.idempotencyKey();
    return key == null ? Optional.empty() : node.first(key);
  }

  private static Payload again(
      IdempotencyTable.First first, Request request, Function<Kept, Payload> payload) {
    Receipt receipt = first.receipt();
    if (receipt == null || !receipt.request().equals(request.print())) {
      return Payload.refused(
          UserError.of(
              UserError.Code.DUPLICATE_REQUEST,
              "Der Schlüssel gehört zu einer anderen Anfrage",
              "idempotencyKey"));
    }
    return payload.apply(new Kept(first.id().value(), first.key(), receipt.answer()));
  }
}
