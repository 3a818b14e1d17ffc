package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.DraftRules;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.graphql.edge.Route;
import ai.valeo.erp.tributary.graphql.publish.Command;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.trade.Clerk;
import ai.valeo.erp.tributary.graphql.trade.EntityLocks;
import ai.valeo.erp.tributary.graphql.trade.Payload;
import ai.valeo.erp.tributary.graphql.trade.Request;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import ai.valeo.erp.tributary.graphql.trade.UserError.Code;
import ai.valeo.erp.tributary.graphql.trade.Wish;
import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes mutations of requests at the centre, publishes them, and answers with their outcomes, or
 * with PENDING if these take too long.
 *
 * <p>A request under an idempotency key makes a mutation whose identity follows from the key, so
 * that whoever repeats it, at whichever instance, makes the same one: the merging drops what it has
 * seen (R2), and what is answered already is answered from the views, before anything else is
 * looked at. Any thread that may block.
 */
final class CentralClerk implements Clerk {

  private final CentralShelf shelf;
  private final CommandParts parts;
  private final Underway underway;
  private final Versions versions;
  private final Versions.Shown shown;
  private final EntityLocks locks = new EntityLocks();

  CentralClerk(CentralShelf shelf, CommandParts parts, Underway underway) {
    this.shelf = shelf;
    this.parts = parts;
    this.underway = underway;
    this.versions = underway.versions();
    this.shown = new Versions.Shown(parts.reach()::has, parts.dispatch()::outcome);
  }

  /** One request on its way. */
  private record Attempt(Task task, MutationId id, Answering answering) {

    Request request() {
      return task.request();
    }

    boolean namesVersion() {
      return request().whole("baseVersion") != null;
    }

    boolean mayBeRepeated() {
      return request().idempotencyKey() != null;
    }

    Payload refused(List<UserError> errors) {
      return task.refused().apply(Payload.refused(errors));
    }

    CompletableFuture<Payload> refusal(UserError error) {
      return CompletableFuture.completedFuture(refused(List.of(error)));
    }
  }

  @Override
  public Request request(DataFetchingEnvironment field) {
    return Request.of(
        field, Route.priority(field.getFieldDefinition()), Caller.of(field).identity().subject());
  }

  @Override
  public @Nullable Object shown(Done done) {
    return done.isShown() ? shelf.row(done.key()) : null;
  }

  @Override
  public OrderName nameOrder(Request request) {
    return CommandIds.order(id(request));
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // who asked for it waits for it
  public Object take(DataFetchingEnvironment field, Task task) {
    Attempt attempt = new Attempt(task, id(task.request()), new Answering(field, parts));
    return attempt.answering.counted(() -> {
      UserError forbidden = Warehouses.forbidden(Caller.of(field).identity(), task.key(), shelf);
      if (forbidden != null) {
        return attempt.refusal(forbidden);
      }
      CompletableFuture<Payload> known = known(attempt);
      return known == null ? shown(attempt).thenCompose(shown -> beginAlone(attempt)) : known;
    });
  }

  /** Forgets which versions this instance was answered, where the views show them. */
  void sweep() {
    versions.sweep(shown);
  }

  private CompletableFuture<Payload> beginAlone(Attempt attempt) {
    return locks.with(attempt.task.key(), () -> begin(attempt));
  }

  /** Waits, if a version is named, until the views show what this instance was answered. */
  private CompletableFuture<Boolean> shown(Attempt attempt) {
    ReadToken last = attempt.namesVersion() ? versions.answered(attempt.task.key()) : null;
    return last == null
        ? CompletableFuture.completedFuture(true)
        : parts.reach().await(List.of(last), parts.settings().patience());
  }

  /**
   * Whether something done here has happened to the entity that the views do not show: whoever
   * names a version cannot have seen it, and the merging would take it for seen.
   */
  private boolean isBehind(EntityKey key) {
    return underway.has(key) || !versions.areShown(key, shown);
  }

  private MutationId id(Request request) {
    String key = request.idempotencyKey();
    return key == null ? parts.ids().fresh().get() : CommandIds.of(request.author(), key);
  }

  /** The answer to a request that came before, or none. */
  private @Nullable CompletableFuture<Payload> known(Attempt attempt) {
    if (!attempt.mayBeRepeated()) {
      return null;
    }
    Underway.Entry entry = underway.find(attempt.id.value());
    if (entry != null && !entry.what().print().equals(attempt.request().print())) {
      return attempt.refusal(UserError.otherRequest());
    }
    CompletableFuture<Fate> fate = parts.dispatch().known(attempt.id.value());
    return fate == null ? null : fate.thenCompose(known -> again(attempt, known));
  }

  private CompletableFuture<Payload> again(Attempt attempt, Fate fate) {
    boolean isOther = fate instanceof Fate.Answered(OutcomeView outcome) && !isOf(attempt, outcome);
    return isOther ? attempt.refusal(UserError.otherRequest()) : answer(attempt, fate);
  }

  /** Whether the outcome is about what is asked for now. */
  private static boolean isOf(Attempt attempt, OutcomeView outcome) {
    EntityKey key = attempt.task.key();
    String id = outcome.entityId();
    return outcome.entityType().equals(key.entityType())
        && (id.equals(key.entityId()) || id.equals(CommandIds.order(attempt.id).id()));
  }

  private CompletableFuture<Payload> begin(Attempt attempt) {
    CompletableFuture<Payload> known = known(attempt);
    if (known != null) {
      return known;
    }
    if (attempt.namesVersion() && isBehind(attempt.task.key())) {
      return attempt.refusal(
          UserError.of(
              Code.VERSION_CONFLICT, "Eine andere Änderung ist gerade unterwegs", "baseVersion"));
    }
    EntityRow seen = shelf.row(attempt.task.key());
    return switch (attempt.task.wish().get()) {
      case Wish.Wanted wanted -> publish(attempt, wanted.draft(), seen);
      case Wish.Refused refused ->
          isDone(attempt)
              ? answering(attempt, attempt.task.key(), MutationState.APPLIED)
              : CompletableFuture.completedFuture(attempt.refused(refused.errors()));
    };
  }

  /** What is refused now may be so because it was done: then the entity bears its identity. */
  private boolean isDone(Attempt attempt) {
    EntityRow row = attempt.mayBeRepeated() ? shelf.row(attempt.task.key()) : null;
    return row != null && row.mutationId().equals(attempt.id.value());
  }

  private CompletableFuture<Payload> publish(
      Attempt attempt, Draft wanted, @Nullable EntityRow seen) {
    return switch (DraftRules.check(noted(attempt, wanted), parts.types()::type)) {
      case DraftRules.Unsound(var reason, String message) ->
          attempt.refusal(UserError.invalid(message));
      case DraftRules.Sound(Draft draft) -> send(attempt, draft, seen);
    };
  }

  private CompletableFuture<Payload> send(Attempt attempt, Draft draft, @Nullable EntityRow seen) {
    EntityRow base = seen != null && draft.key().entityId().equals(seen.id()) ? seen : null;
    var author = Command.Author.withoutNumbers(parts.settings().node());
    var command =
        new Command(
            attempt.id,
            author,
            draft,
            base == null ? 0 : base.version(),
            parts.clock().after(base == null ? Hlc.ZERO : base.hlc()));
    var what =
        new Underway.What(
            attempt.id.value(), author.node().value(), draft.key(), attempt.request().print());
    return parts
        .dispatch()
        .send(what, attempt.mayBeRepeated(), () -> parts.publisher().publish(command))
        .thenCompose(fate -> answer(attempt, fate));
  }

  private static Draft noted(Attempt attempt, Draft draft) {
    Request request = attempt.request();
    Draft noted =
        draft
            .withPriority(request.priority())
            .withActor(request.author())
            .withTrace(request.trace());
    String key = request.idempotencyKey();
    return key == null ? noted : noted.withIdempotencyKey(key);
  }

  private CompletableFuture<Payload> answer(Attempt attempt, Fate fate) {
    return switch (fate) {
      case Fate.Pending(Underway.What what) ->
          answering(
                  attempt,
                  Objects.requireNonNullElse(what.key(), attempt.task.key()),
                  MutationState.PENDING)
              .thenApply(payload -> payload.saying("Angenommen, noch nicht beantwortet"));
      case Fate.Answered(OutcomeView outcome) ->
          attempt
              .answering
              .shown(outcome)
              .thenApply(isShown -> {
                boolean unused = isShown && versions.forget(attempt.task.key(), shown);
                return result(attempt, outcome, isShown);
              });
    };
  }

  private static Payload result(Attempt attempt, OutcomeView outcome, boolean isShown) {
    MutationState state = MutationState.valueOf(outcome.state());
    if (state == MutationState.FAILED) {
      return attempt.task.refused().apply(Answering.failed(outcome));
    }
    EntityKey key = new EntityKey(outcome.entityType(), outcome.entityId());
    Payload payload =
        attempt.task.done().apply(new Done(attempt.id.value(), key, state, "", isShown));
    return state == MutationState.CONFLICT
        ? payload.saying("Wartet auf die Entscheidung eines Menschen")
        : payload;
  }

  private static CompletableFuture<Payload> answering(
      Attempt attempt, EntityKey key, MutationState state) {
    boolean isShown = state == MutationState.APPLIED;
    return CompletableFuture.completedFuture(
        attempt.task.done().apply(new Done(attempt.id.value(), key, state, "", isShown)));
  }
}
