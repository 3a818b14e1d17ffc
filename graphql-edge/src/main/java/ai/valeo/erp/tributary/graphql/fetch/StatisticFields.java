package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.DeniedException;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.view.StatisticDimension;
import ai.valeo.erp.tributary.graphql.view.StatisticView;
import ai.valeo.erp.tributary.graphql.view.ViewMetrics.Latency;
import ai.valeo.erp.tributary.graphql.view.Views;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.List;

/** How many answers there were, by what they were about. */
final class StatisticFields {

  private static final Arguments.Bounds FIRST = new Arguments.Bounds(50, 1, PageRequest.MAX_FIRST);

  private final Views views;

  StatisticFields(Views views) {
    this.views = views;
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    query.fetch("statistics", this::statistics);
    Fields.<StatisticView>of("Statistic")
        .add("key", StatisticView::key)
        .add("total", StatisticView::total)
        .add("applied", StatisticView::applied)
        .add("failed", StatisticView::failed)
        .add("conflict", StatisticView::conflict)
        .add("concurrent", StatisticView::concurrent)
        .add("conflictRate", StatisticView::conflictRate)
        .add("lastMinute", StatisticView::lastMinute)
        .add("lastHour", StatisticView::lastHour)
        .add("lastDay", StatisticView::lastDay)
        .add("lastAt", statistic -> Instant.ofEpochMilli(statistic.lastAtMs()))
        .into(wiring);
    Fields.<Latency>of("LatencyStats")
        .add("p50", Latency::p50Ms)
        .add("p95", Latency::p95Ms)
        .add("p99", Latency::p99Ms)
        .add("max", Latency::maxMs)
        .into(wiring);
  }

  private List<StatisticView> statistics(DataFetchingEnvironment field) {
    if (!Caller.of(field).identity().seesAllWarehouses()) {
      throw DeniedException.ofWarehouse(); // they count what happened in all of them
    }
    String by = field.getArgument("by");
    if (by == null) {
      throw new UserInputException("by: missing");
    }
    return views
        .statistics()
        .by(StatisticDimension.valueOf(by), Arguments.bounded(field, "first", FIRST));
  }
}
