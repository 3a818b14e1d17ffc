package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeStats;
import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Connectivity;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.core.FeedProgress;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Overruling;
import ai.valeo.erp.tributary.edge.core.Receipt;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.core.SettledMutation;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.edge.outbox.RetryResult;
import ai.valeo.erp.tributary.edge.search.ListQuery;
import ai.valeo.erp.tributary.edge.search.SearchQuery;
import ai.valeo.erp.tributary.edge.search.SearchResult;
import ai.valeo.erp.tributary.edge.store.IdempotencyTable;
import ai.valeo.erp.tributary.graphql.edge.LocalNode;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An edge node as the fetchers need it.
 *
 * @param node the node
 * @param scope which entities it keeps
 */
record EdgeNodePort(EdgeNode node, Scope scope) implements LocalNode {

  private static final int CHANCE_CHARS = 8;

  @Override
  public String id() {
    return node.id().value();
  }

  @Override
  public String incarnation() {
    return node.incarnation().value();
  }

  @Override
  public boolean keepsAll(String entityType) {
    return scope.covers(entityType) && !scope.attributes().containsKey(entityType);
  }

  @Override
  public boolean isStillToReceive(String entityType) {
    return scope.covers(entityType) && !node.feed().hasReceived(entityType);
  }

  @Override
  public List<FeedProgress> progress() {
    return node.feed().progress();
  }

  @Override
  public CaptureResult capture(Draft draft, @Nullable Receipt receipt) {
    return node.outbox().capture(draft, receipt);
  }

  @Override
  public Optional<IdempotencyTable.First> first(String idempotencyKey) {
    return node.outbox().first(idempotencyKey);
  }

  @Override
  public long nextNumber(String series) {
    return node.outbox().nextNumber(series);
  }

  @Override
  public String chance() {
    return UUID.randomUUID().toString().substring(0, CHANCE_CHARS);
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
  public Map<EntityKey, EntityView> entities(Collection<EntityKey> keys) {
    return node.entities(keys);
  }

  @Override
  public Optional<List<EntityView>> listed(ListQuery query) {
    return node.lists().find(query);
  }

  @Override
  public Optional<List<String>> listedValues(String entityType, String attribute, int limit) {
    return node.lists().values(entityType, attribute, limit);
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
  public RetryResult retry(MutationId failed) {
    return node.outbox().retry(failed);
  }

  @Override
  public Optional<Fate> fate(MutationId id) {
    return node.outbox()
        .open(id)
        .map(EdgeNodePort::fate)
        .or(() -> node.outbox().attention(id).map(EdgeNodePort::fate))
        .or(() -> node.outbox().settled(id).map(EdgeNodePort::fate));
  }

  @Override
  public List<Fate> overruled(int limit) {
    return node.outbox().overruled(limit).stream().map(EdgeNodePort::fate).toList();
  }

  @Override
  public List<Overruling> overrulings(MutationId id) {
    return node.outbox().overrulings(id);
  }

  private static Fate fate(OutboxEntry entry) {
    var mutation = entry.mutation();
    return new Fate(mutation.id(), mutation.draft().key(), entry.state(), null, null, 0);
  }

  private static Fate fate(Attention item) {
    return fate(item.mutation().id(), item.mutation().draft().key(), item.verdict());
  }

  private static Fate fate(SettledMutation settled) {
    return fate(settled.id(), settled.key(), settled.verdict());
  }

  private static Fate fate(MutationId id, EntityKey key, Answer.Verdict verdict) {
    return new Fate(id, key, verdict.state(), verdict.code(), verdict.message(), verdict.version());
  }

  @Override
  public Exchange sync(Duration longest) {
    return switch (node.feed().syncNow(longest).join().result()) {
      case CAUGHT_UP -> Exchange.DONE;
      case UNFINISHED -> Exchange.UNDER_WAY;
      case OFFLINE -> Exchange.OFFLINE;
    };
  }

  @Override
  public void listenProgress(Consumer<FeedProgress> listener) {
    node.feed().listenProgress(listener);
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
  public List<String> troubles() {
    return node.troubles();
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
