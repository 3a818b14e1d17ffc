package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.view.QuarantineViews.QuarantineQuery;
import ai.valeo.erp.tributary.graphql.view.QuarantinedView;
import ai.valeo.erp.tributary.graphql.view.Views;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.Map;

/** Records that were set aside. */
final class QuarantineFields {

  private static final String WAITING = "WAITING";

  private final Views views;
  private final PersonalData personal;

  QuarantineFields(Views views) {
    this.views = views;
    this.personal = new PersonalData(views.types());
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    query
        .fetch("quarantined", this::quarantined)
        .fetch("quarantinedRecord", field -> views.quarantine().record(Arguments.id(field, "id")));
    Fields.<QuarantinedView>of("QuarantinedRecord")
        .add("id", QuarantinedView::id)
        .add("state", QuarantinedView::state)
        .add("reason", QuarantinedView::reason)
        .add("message", QuarantinedView::message)
        .add("receivedAt", record -> Instant.ofEpochMilli(record.origin().atMs()))
        .add("originTopic", record -> record.origin().topic())
        .add("originPartition", record -> record.origin().partition())
        .add("originOffset", record -> record.origin().offset())
        .add("key", QuarantinedView::key)
        .add("sizeBytes", record -> record.sizeBytes() < 0 ? null : record.sizeBytes())
        .add("preview", QuarantinedView::preview)
        .add("ruling", QuarantinedView::ruled)
        .into(wiring);
    Fields.<QuarantinedView.Ruled>of("QuarantineRuling")
        .add("id", QuarantinedView.Ruled::rulingId)
        .add("actor", QuarantinedView.Ruled::actor)
        .add("reason", QuarantinedView.Ruled::reason)
        .add("ruledAt", ruled -> Instant.ofEpochMilli(ruled.atMs()))
        .into(wiring);
    preview(wiring);
  }

  private void preview(RuntimeWiring.Builder wiring) {
    Fields.<QuarantinedView.Preview>of("MutationPreview")
        .add("mutationId", QuarantinedView.Preview::mutationId)
        .add("edgeNodeId", QuarantinedView.Preview::edgeNodeId)
        .add("sequence", QuarantinedView.Preview::sequence)
        .add("entityType", QuarantinedView.Preview::entityType)
        .add("entityId", QuarantinedView.Preview::entityId)
        .add("operation", QuarantinedView.Preview::operation)
        .add("baseVersion", QuarantinedView.Preview::baseVersion)
        .add("actor", QuarantinedView.Preview::actor)
        .add("changes", QuarantinedView.Preview::changes)
        .into(wiring);
    Fields.<QuarantinedView.Offered>of("OfferedChange")
        .add("attribute", QuarantinedView.Offered::attribute)
        .add("operator", QuarantinedView.Offered::operator)
        .addFor(
            "value",
            (offered, field) ->
                personal.value(field, offered.entityType(), offered.attribute(), offered.value()))
        .into(wiring);
  }

  private Page<QuarantinedView> quarantined(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    String state = Arguments.text(filter, "state");
    return views
        .quarantine()
        .records(
            new QuarantineQuery(
                state == null ? WAITING : state,
                Arguments.text(filter, "reason"),
                Arguments.timeMs(filter, "fromDate", Long.MIN_VALUE),
                Arguments.timeMs(filter, "toDate", Long.MAX_VALUE)),
            Arguments.page(field));
  }
}
