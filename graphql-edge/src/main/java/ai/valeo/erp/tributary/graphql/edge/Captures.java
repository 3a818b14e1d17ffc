package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.Receipt;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.store.IdempotencyTable;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.trade.Clerk;
import ai.valeo.erp.tributary.graphql.trade.EntityLocks;
import ai.valeo.erp.tributary.graphql.trade.Payload;
import ai.valeo.erp.tributary.graphql.trade.Request;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import ai.valeo.erp.tributary.graphql.trade.Wish.Refused;
import ai.valeo.erp.tributary.graphql.trade.Wish.Wanted;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes mutations of requests. A request under an idempotency key that was used before gets its
 * first result, before anything else is looked at: what was right then may not be right now. That
 * holds while the first is still on its way as well, so the key is looked up with the entity
 * locked. Any thread that may block.
 */
final class Captures implements Clerk {

  private static final String NUMBERS = "orders";

  /** How {@link #key} begins. */
  private static final Pattern OF_PERSON = Pattern.compile("\\d+:");

  private final LocalNode node;
  private final EntityLocks locks = new EntityLocks();

  Captures(LocalNode node) {
    this.node = node;
  }

  @Override
  public Request request(DataFetchingEnvironment field) {
    Identity identity = Caller.of(field).identity();
    String author = isPerson(identity) ? identity.subject() : node.id();
    return Request.of(field, Route.priority(field.getFieldDefinition()), author);
  }

  /** Where tokens are asked for, changes are somebody's; else they are the node's. */
  private static boolean isPerson(Identity identity) {
    return identity.kind() == Identity.Kind.TOKEN;
  }

  @Override
  public Object take(DataFetchingEnvironment field, Task task) {
    return capture(task);
  }

  @Override
  public @Nullable Object shown(Done done) {
    return new LocalReader(node).entity(done.key());
  }

  /**
   * What is counted goes back with a store that is lost or restored, which then goes on as another
   * incarnation, and that is in the name. Until such a store has met the centre it does not know;
   * neither may two orders become one there even then, nor may two bear one number on paper, so
   * there is chance in both.
   */
  @Override
  public OrderName nameOrder(Request request) {
    String name =
        String.format(
            Locale.ROOT, "%s-%06d-%s", node.incarnation(), node.nextNumber(NUMBERS), node.chance());
    return new OrderName(name, name);
  }

  /** Captures what a request wants, and gives its result. */
  Payload capture(Task task) {
    return locks.with(
        task.key(),
        () ->
            first(task.request())
                .map(first -> again(first, task))
                .orElseGet(() ->
                    switch (task.wish().get()) {
                      case Refused refused -> refused(task, refused.errors());
                      case Wanted wanted -> keep(task, wanted);
                    }));
  }

  private Payload keep(Task task, Wanted wanted) {
    Request request = task.request();
    Draft plain = wanted.draft().withPriority(request.priority()).withTrace(request.trace());
    Draft draft = isOfPerson(request) ? plain.withActor(request.author()) : plain;
    String key = key(request);
    if (key == null) {
      return result(task, node.capture(draft, null), wanted.answer());
    }
    Receipt receipt = new Receipt(request.print(), wanted.answer());
    return result(task, node.capture(draft.withIdempotencyKey(key), receipt), wanted.answer());
  }

  private Payload result(Task task, CaptureResult result, String answer) {
    return switch (result) {
      case CaptureResult.Refused(var reason, String message) ->
          refused(task, List.of(UserError.invalid(message)));
      case CaptureResult.Captured captured when captured.repeated() ->
          again(first(task.request()).orElseThrow(), task);
      case CaptureResult.Captured captured ->
          task.done().apply(done(captured.id().value(), captured.key(), answer));
    };
  }

  private Optional<IdempotencyTable.First> first(Request request) {
    String key = key(request);
    return key == null ? Optional.empty() : node.first(key).or(() -> firstOfNobody(request));
  }

  /**
   * What bears the client's key alone was captured while nobody had to say who they are, or by a
   * version that did not tell persons apart: a client that repeats its request meanwhile must not
   * have it done twice. Nobody knows whose it was, so it counts for the same request only; keys
   * that look like a person's are not looked for, since they are somebody's.
   */
  private Optional<IdempotencyTable.First> firstOfNobody(Request request) {
    String key = request.idempotencyKey();
    return key == null || !isOfPerson(request) || OF_PERSON.matcher(key).lookingAt()
        ? Optional.empty()
        : node.first(key).filter(first -> isSame(first, request));
  }

  private boolean isOfPerson(Request request) {
    return !request.author().equals(node.id());
  }

  /** Of two persons who use the same key, neither may be given the other's result. */
  private @Nullable String key(Request request) {
    String key = request.idempotencyKey();
    String author = request.author();
    return key == null || !isOfPerson(request) ? key : author.length() + ":" + author + key;
  }

  private static Payload again(IdempotencyTable.First first, Task task) {
    Receipt receipt = first.receipt();
    if (receipt == null || !isSame(first, task.request())) {
      return refused(task, List.of(UserError.otherRequest()));
    }
    return task.done().apply(done(first.id().value(), first.key(), receipt.answer()));
  }

  private static boolean isSame(IdempotencyTable.First first, Request request) {
    Receipt receipt = first.receipt();
    return receipt != null && receipt.request().equals(request.print());
  }

  private static Payload refused(Task task, List<UserError> errors) {
    return task.refused().apply(Payload.refused(errors));
  }

  /** Kept, and to be sent. */
  private static Done done(String mutationId, EntityKey key, String answer) {
    return new Done(mutationId, key, MutationState.PENDING, answer, true);
  }
}
