package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.change.PositionExpiredException;
import ai.valeo.erp.tributary.graphql.page.InvalidPageException;
import ai.valeo.erp.tributary.graphql.schema.CentralSchema;
import ai.valeo.erp.tributary.graphql.schema.DataRule;
import ai.valeo.erp.tributary.graphql.schema.EdgeSchema;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.OperationWatch;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.view.NotKeptException;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.graphql.view.ViewsMovingException;
import ai.valeo.erp.tributary.graphql.view.ViewsUnavailableException;
import graphql.schema.idl.RuntimeWiring;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All fetchers of the central schema. They read local stores and block on local disk, so they run
 * on threads that may.
 */
public final class CentralFetchers {

  private final TypedEntities typed;
  private final Views views;
  private final NodeFields nodes;
  private final LongSupplier nowMs;
  private final OperationWatch watch;

  /**
   * Fetchers.
   *
   * @param views what they read
   * @param lags what was measured last
   * @param nowMs the clock, milliseconds since 1970 UTC
   * @param silence a node without a heartbeat for so long is not online
   */
  public CentralFetchers(Views views, Lags lags, LongSupplier nowMs, Duration silence) {
    this(views, lags, nowMs, silence, false);
  }

  /**
   * Fetchers.
   *
   * @param areSpread whether a look at the views may be a call of another instance
   */
  public CentralFetchers(
      Views views, Lags lags, LongSupplier nowMs, Duration silence, boolean areSpread) {
    ListedTogether together = areSpread ? new ListedTogether(views.entities()) : null;
    this.views = views;
    this.nowMs = nowMs;
    this.typed = new TypedEntities(views, together);
    this.watch = together == null ? OperationWatch.NONE : together;
    this.nodes = new NodeFields(views, lags, nowMs, silence);
  }

  /** Adds the fetchers of every field. */
  public RuntimeWiring.Builder into(RuntimeWiring.Builder wiring) {
    Fields<Object> query = Fields.of("Query");
    String version = EdgeSchema.version(CentralSchema.sdl());
    query.fetch("schemaVersion", field -> version);
    new ProductFields(typed).into(query);
    new TradeFields(typed).into(wiring, query);
    EntityFields entities = new EntityFields(views);
    entities.into(wiring, query);
    SubgraphFields.into(wiring, query, CentralEntities.subgraph(views, typed, entities));
    new ChangeFields(views, nowMs).into(wiring, query);
    new AuditFields(views).into(wiring, query);
    new QuarantineFields(views).into(wiring, query);
    new StatisticFields(views).into(wiring, query);
    nodes.into(wiring, query);
    PageFields.into(wiring);
    query.into(wiring);
    return wiring;
  }

  /** What has to stand around operations, inside of all else. */
  public OperationWatch watch() {
    return watch;
  }

  /** Figures and alerts, for those who watch them. */
  public Signals signals(AlertLimits limits) {
    return nodes.signals(limits);
  }

  /**
   * Shows figures of the edge nodes, of conflicts and of the quarantine.
   *
   * @param listed how many nodes are shown singly
   */
  public void measure(MeterRegistry meters, int listed) {
    nodes.measure(meters, listed);
  }

  /** What of the data is whose. */
  public DataRule rule() {
    return new CentralRule(views);
  }

  /** The code of a failure whose message is for the client, or none. */
  public static @Nullable ErrorCode code(Throwable failure) {
    return switch (failure) {
      case InvalidPageException e -> ErrorCode.BAD_USER_INPUT;
      case UserInputException e -> ErrorCode.BAD_USER_INPUT;
      case ViewsMovingException e -> ErrorCode.REBALANCING;
      case ViewsUnavailableException e -> ErrorCode.NOT_READY;
      case PositionExpiredException e -> ErrorCode.POSITION_EXPIRED;
      case NotKeptException e -> ErrorCode.NOT_KEPT;
      default -> null;
    };
  }
}
