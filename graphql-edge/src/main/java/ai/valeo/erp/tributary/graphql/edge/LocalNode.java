package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Connectivity;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.core.FeedProgress;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Overruling;
import ai.valeo.erp.tributary.edge.core.Receipt;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.edge.outbox.RetryResult;
import ai.valeo.erp.tributary.edge.search.ListQuery;
import ai.valeo.erp.tributary.edge.search.SearchQuery;
import ai.valeo.erp.tributary.edge.search.SearchResult;
import ai.valeo.erp.tributary.edge.store.IdempotencyTable;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the fetchers need of an edge node. Any thread that may block. */
public interface LocalNode {

  /** Identity of the node. */
  String id();

  /** Identity of its present incarnation: another one after its store was lost or restored. */
  String incarnation();

  /** Whether it keeps every entity of a type, so that what is not here does not exist. */
  boolean keepsAll(String entityType);

  /** Whether it keeps entities of a type, and has not yet read all the centre had written of it. */
  boolean isStillToReceive(String entityType);

  /** How far it is in reading each type of entities, or was when it last caught up. */
  List<FeedProgress> progress();

  /**
   * Captures a change; when this returns, it is on the disk.
   *
   * @param receipt what the client is told, kept under the draft's idempotency key; or none
   */
  CaptureResult capture(Draft draft, @Nullable Receipt receipt);

  /** What was captured under a client's idempotency key. */
  Optional<IdempotencyTable.First> first(String idempotencyKey);

  /** The next number of a series; each is given at most once by this node. */
  long nextNumber(String series);

  /** Eight characters by chance: what tells two things with the same number apart. */
  String chance();

  /** An entity with the node's own open changes; empty if it is not here. */
  Optional<EntityView> entity(EntityKey key);

  /** Entities with the node's own open changes. */
  List<EntityView> entities(EntityQuery query);

  /** Those of these entities that are here, with the node's own open changes. */
  Map<EntityKey, EntityView> entities(Collection<EntityKey> keys);

  /** A page of a list, with the node's own open changes; nothing while there is no such list. */
  Optional<List<EntityView>> listed(ListQuery query);

  /**
   * The values of an attribute that entities are listed by; nothing while there is no such list.
   */
  Optional<List<String>> listedValues(String entityType, String attribute, int limit);

  /** Full-text search with the node's own open changes. */
  SearchResult search(SearchQuery query);

  /** Mutations without an answer, oldest first. */
  List<OutboxEntry> pending(int limit);

  /** FAILED and CONFLICT mutations that nobody has acknowledged, oldest first. */
  List<Attention> attention(int limit);

  /** Takes a FAILED or CONFLICT mutation out of sight; whether it was in sight. */
  boolean acknowledge(MutationId id);

  /** Tries the change of a FAILED mutation again. */
  RetryResult retry(MutationId failed);

  /** How far a mutation made here has come; empty if the node does not know it. */
  Optional<Fate> fate(MutationId id);

  /** The latest mutations that are over and were overruled somewhere, the last first. */
  List<Fate> overruled(int limit);

  /** Where a mutation's wish did not simply hold. */
  List<Overruling> overrulings(MutationId id);

  /** Exchanges with the centre now, and says what became of that within a time. */
  Exchange sync(Duration longest);

  /** Switches offline mode. */
  void setOfflineMode(boolean on);

  /** The connection now. */
  Connectivity connectivity();

  /** What keeps it from its work and needs a person, in words; empty if all is well. */
  List<String> troubles();

  /** Figures now. */
  Figures figures();

  /** Tells a listener of every entity whose view may have changed. */
  void listenChanges(Consumer<Set<EntityKey>> listener);

  /** Tells a listener of every answer to this node's mutations. */
  void listenAnswers(Consumer<Answer> listener);

  /** Tells a listener how far the node is in reading each type of entities. */
  void listenProgress(Consumer<FeedProgress> listener);

  /** What became of an exchange with the centre. */
  enum Exchange {
    /** Everything is exchanged. */
    DONE,
    /** It goes on. */
    UNDER_WAY,
    /** There is no connection. */
    OFFLINE
  }

  /**
   * How far a mutation has come.
   *
   * @param id the mutation
   * @param key its entity
   * @param state where it stands
   * @param code reason code of FAILED and CONFLICT, or none
   * @param message the reason in words, or none
   * @param version version of the entity after it; 0 = not known
   */
  record Fate(
      MutationId id,
      EntityKey key,
      MutationState state,
      @Nullable String code,
      @Nullable String message,
      long version) {}

  /**
   * Figures of the node.
   *
   * @param lastConnected when it last was connected, or none
   * @param unanswered mutations without an answer
   * @param returning answered, while the entity's record is still on its way
   * @param failed FAILED mutations in sight
   * @param conflicts CONFLICT mutations in sight
   * @param feedLag records of the centre not read yet; -1 = not known
   */
  record Figures(
      @Nullable Instant lastConnected,
      long unanswered,
      long returning,
      long failed,
      long conflicts,
      long feedLag) {

    /** Whether all is answered and every record of the centre has been read, as far as known. */
    public boolean isCaughtUp() {
      return unanswered + returning == 0 && feedLag == 0;
    }
  }
}
