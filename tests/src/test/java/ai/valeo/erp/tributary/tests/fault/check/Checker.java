package ai.valeo.erp.tributary.tests.fault.check;

import ai.valeo.erp.tributary.compose.local.Evidence;
import ai.valeo.erp.tributary.compose.local.Evidence.Answered;
import ai.valeo.erp.tributary.compose.local.Evidence.Published;
import ai.valeo.erp.tributary.compose.local.Evidence.Row;
import ai.valeo.erp.tributary.compose.local.Reconciliation;
import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.tests.fault.check.Contents.EntityRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says what does not add up after a run: the checks of {@code local --once}, and besides that no
 * version and no audit entry was given twice. It only compares what nodes captured, what the topics
 * hold and what everybody shows, and knows nothing of how anything works.
 */
public final class Checker {

  private final Contents contents;
  private final List<String> problems = new ArrayList<>();

  private Checker(Contents contents) {
    this.contents = contents;
  }

  /**
   * Checks.
   *
   * @param contents what the topics hold
   * @param captured nodes by the ids of the mutations they captured
   * @param views what nodes and the centre show, by their names
   * @return what is wrong, in words; empty = nothing
   */
  public static List<String> problems(
      Contents contents,
      Map<String, String> captured,
      SortedMap<String, Map<EntityKey, Row>> views) {
    var checker = new Checker(contents);
    Reconciliation.of(checker.evidence(captured, views))
        .findings()
        .forEach(finding -> checker.problem(finding.fault() + " " + finding.detail()));
    checker.risingVersions();
    checker.unbrokenAudit();
    return checker.problems;
  }

  private Evidence evidence(
      Map<String, String> captured, SortedMap<String, Map<EntityKey, Row>> views) {
    Map<String, Published> published = new HashMap<>();
    for (Mutation one : contents.mutations()) {
      EntityKey key = new EntityKey(one.getEntityType(), one.getEntityId());
      published.put(one.getId(), new Published(one.getEdgeNodeId(), key, Bookings.amount(one)));
    }
    Set<String> counted = Bookings.counted(contents);
    List<Answered> answered =
        contents.outcomes().stream().map(one -> answered(one, counted)).toList();
    SortedMap<EntityKey, Row> centre = new TreeMap<>();
    contents
        .entities()
        .keySet()
        .forEach(key -> {
          EntityRow row = contents.present(key);
          if (row != null) {
            centre.put(key, new Row(row.version(), row.attributes()));
          }
        });
    return new Evidence(
        captured, published, answered, List.of(), centre, views, Evidence.Illegible.NONE);
  }

  private static Answered answered(Outcome outcome, Set<String> counted) {
    Answered.State state =
        switch (outcome.getState()) {
          case APPLIED -> Answered.State.APPLIED;
          case FAILED -> Answered.State.FAILED;
          case CONFLICT -> Answered.State.CONFLICT;
        };
    return new Answered(outcome.getMutationId(), state, counted.contains(outcome.getMutationId()));
  }

  /** Versions of an entity only rise, and end where its outcomes say. */
  private void risingVersions() {
    Map<EntityKey, Long> latest = new TreeMap<>();
    for (Outcome outcome : contents.outcomes()) {
      EntityKey key = new EntityKey(outcome.getEntityType(), outcome.getEntityId());
      latest.merge(key, outcome.getVersion(), Math::max);
    }
    contents
        .entities()
        .forEach((key, records) -> {
          long before = 0;
          for (EntityRecord one : records) {
            EntityRow row = one.row();
            if (row == null) {
              continue;
            }
            if (row.version() <= before) {
              problem("VERSION " + row.version() + " after " + before + " of " + key);
            }
            before = row.version();
          }
          if (contents.present(key) != null && before != latest.getOrDefault(key, 0L)) {
            problem("VERSION " + before + " of " + key + ", outcomes say " + latest.get(key));
          }
        });
  }

  /** Each entity's audit entries are numbered without gap or repetition, one an outcome. */
  private void unbrokenAudit() {
    Map<EntityKey, Long> chains = new HashMap<>();
    var seen = new HashSet<String>();
    for (AuditEntry entry : contents.audit()) {
      EntityKey key = new EntityKey(entry.getEntityType(), entry.getEntityId());
      long expected = chains.getOrDefault(key, 0L) + 1;
      if (entry.getNumber() != expected) {
        problem("AUDIT entry " + entry.getNumber() + " (expected: " + expected + ") of " + key);
      }
      chains.put(key, entry.getNumber());
      if (!seen.add(entry.getMutationId() + "/" + entry.getState())) {
        problem("AUDIT entry twice of " + entry.getMutationId());
      }
    }
    for (Outcome outcome : contents.outcomes()) {
      boolean hasEntity = outcome.getVersion() > 0; // a ruling on a set-aside record has none
      if (hasEntity
          && outcome.getState() == OutcomeState.APPLIED
          && !seen.contains(outcome.getMutationId() + "/" + outcome.getState())) {
        problem("AUDIT entry missing of " + outcome.getMutationId());
      }
    }
  }

  private void problem(String text) {
    problems.add(text);
  }
}
