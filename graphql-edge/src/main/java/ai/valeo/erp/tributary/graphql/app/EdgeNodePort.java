package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeStats;
import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Connectivity;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.edge.search.SearchQuery;
import ai.valeo.erp.tributary.edge.search.SearchResult;
import ai.valeo.erp.tributary.graphql.edge.LocalNode;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An edge node as the fetchers need it.
 *
 * @param node the node
 */
record EdgeNodePort(EdgeNode node) implements LocalNode {

  @Override
  public String id() {
    return node.id().value();
  }

  @Override
  public CaptureResult capture(Draft draft) {
    return node.outbox().capture(draft);
  }

  @Override
  public Optional<EntityView> entity(EntityKey key) {
    return node.entity(key);
  }

  @Override
  public List<EntityView> entities(EntityQuery query) {
    return node.entities(query);
  }

  @Override
  public SearchResult search(SearchQuery query) {
    return node.search().search(query);
  }

  @Override
  public List<OutboxEntry> pending(int limit) {
    return node.outbox().pending(limit);
  }

  @Override
  public List<Attention> attention(int limit) {
    return node.outbox().attention(limit);
  }

  @Override
  public boolean acknowledge(MutationId id) {
    return node.outbox().acknowledge(id);
  }

  @Override
  public void setOfflineMode(boolean on) {
    node.network().setOfflineMode(on);
  }

  @Override
  public Connectivity connectivity() {
    return node.network().connectivity();
  }

  @Override
  public Figures figures() {
    EdgeStats stats = node.stats();
    return new Figures(
        stats.lastConnected(),
        stats.outbox().unanswered(),
        stats.outbox().returning(),
        stats.failed(),
        stats.conflicts(),
        stats.feedLag());
  }

  @Override
  public void listenChanges(Consumer<Set<EntityKey>> listener) {
    node.listenChanges(listener);
  }

  @Override
  public void listenAnswers(Consumer<Answer> listener) {
    node.listenAnswers(listener);
  }
}
