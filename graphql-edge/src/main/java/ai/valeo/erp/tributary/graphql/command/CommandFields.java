package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.fetch.Lags;
import ai.valeo.erp.tributary.graphql.publish.Allowances;
import ai.valeo.erp.tributary.graphql.publish.CentralPublisher;
import ai.valeo.erp.tributary.graphql.publish.NotPublishedException;
import ai.valeo.erp.tributary.graphql.publish.UnconfirmedException;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.ReadGate;
import ai.valeo.erp.tributary.graphql.trade.EntityNames;
import ai.valeo.erp.tributary.graphql.trade.OrderMutations;
import ai.valeo.erp.tributary.graphql.trade.Payload;
import ai.valeo.erp.tributary.graphql.trade.StockMutations;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import graphql.schema.idl.RuntimeWiring;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The mutations of the centre's schema. They read local stores and may wait a little for the
 * producer, so they run on threads that may block; their answers come from threads of their own.
 */
public final class CommandFields {

  private final Views views;
  private final CommandParts parts;
  private final Channel channel;
  private final Times times;
  private final CentralShelf shelf;
  private final CentralClerk clerk;

  /**
   * Fetchers.
   *
   * @param views what they look at
   * @param settings how they write
   * @param channel where it goes
   * @param times clocks and threads
   */
  public CommandFields(Views views, CommandSettings settings, Channel channel, Times times) {
    this.views = views;
    this.channel = channel;
    this.times = times;
    Dispatch.Threads threads = new Dispatch.Threads(times.timer, times.answers);
    this.parts =
        new CommandParts(
            settings,
            views.types(),
            channel.ids,
            new CentralClock(times.clock),
            channel.publisher,
            new Dispatch(channel.underway, views.outcomes(), threads, settings.patience()),
            new ViewReach(
                views.entities(),
                views.types(),
                new ViewReach.Surroundings(times.lags, times.clock, threads, channel.metrics),
                settings.reading()),
            channel.metrics);
    this.shelf = new CentralShelf(views.entities(), views.types());
    this.clerk = new CentralClerk(shelf, parts, channel.underway);
  }

  /**
   * Where it goes.
   *
   * @param publisher publishes
   * @param underway what waits for its outcome
   * @param allowances how fast nodes may publish
   * @param ids makes identities
   * @param origins reads records where they came from
   * @param metrics counts
   */
  public record Channel(
      CentralPublisher publisher,
      Underway underway,
      Allowances allowances,
      CommandIds ids,
      OriginReader origins,
      CommandMetrics metrics) {}

  /**
   * Clocks and threads.
   *
   * @param clock the wall clock
   * @param nanos a clock that never goes back
   * @param lags what the views have not read yet
   * @param timer runs what is due
   * @param answers makes answers, and may block; takes whatever is under way
   */
  public record Times(
      InstantSource clock,
      LongSupplier nanos,
      Lags lags,
      ScheduledExecutorService timer,
      Executor answers) {}

  /** Adds the fetchers of every mutation. */
  public RuntimeWiring.Builder into(RuntimeWiring.Builder wiring) {
    EntityType orders = parts.types().type(EntityNames.ORDER);
    if (orders == null) {
      throw new IllegalStateException("type: " + EntityNames.ORDER + " is not in the catalogue");
    }
    Fields<Object> mutation = Fields.of("Mutation");
    new StockMutations(shelf, clerk).into(wiring, mutation);
    new OrderMutations(shelf, clerk, orders, times.clock).into(wiring, mutation);
    int perSecond = parts.settings().submitting().perSecond();
    SubmitRates rates = new SubmitRates(perSecond, channel.allowances, times.clock, times.nanos);
    new SubmitFields(parts, rates).into(mutation);
    RulingDesk rulings = new RulingDesk(views.conflicts(), parts, channel.underway);
    new RulingFields(views.conflicts(), shelf, parts, rulings).into(wiring, mutation);
    new QuarantineFields(rulings, channel.origins, parts).into(mutation);
    SubmitResult.into(wiring);
    Payload.common(wiring);
    mutation.into(wiring);
    return wiring;
  }

  /** Forgets what was remembered for the views, where these show it. Blocks on their disk. */
  public void sweep() {
    clerk.sweep();
  }

  /** Lets reads wait for writes. */
  public ReadGate gate() {
    return parts.reach();
  }

  /** The code of a failure whose message is for the client, or none. */
  public static @Nullable ErrorCode code(Throwable failure) {
    return switch (failure) {
      case OverloadedException e -> ErrorCode.OVERLOADED;
      case NotPublishedException e -> ErrorCode.NOT_READY;
      case UnconfirmedException e -> ErrorCode.UNCONFIRMED;
      case StaleException e -> ErrorCode.STALE;
      default -> null;
    };
  }
}
