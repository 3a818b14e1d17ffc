package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.RulingEffect.Fate;
import ai.valeo.erp.tributary.topology.core.decision.AuditedFacts;
import ai.valeo.erp.tributary.topology.core.decision.ContenderFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.OpenConflict;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a ruling did, in the words of the contract: decisions, both sides of the dispute, values
 * before and after.
 *
 * @param ruling the ruling and the entity before
 * @param done what it did
 * @param next the entity afterwards
 */
record RulingWords(RulingCase ruling, RulingEffect.Done done, EntityState next) {

  /** What was offered to one attribute, or to the entity as a whole. */
  private record Offered(String name, Operator operator, @Nullable Value value) {}

  /** What became of what waited. */
  List<DecisionFacts> ofWhatWaited() {
    var decisions = new ArrayList<DecisionFacts>();
    String words = ruling.note().words();
    for (Offered offered : offers()) {
      Fate fate = fate(offered);
      decisions.add(
          new DecisionFacts(
              offered.name(),
              fate.result(),
              MergePolicy.MANUAL,
              true,
              presentStamp(offered.name()),
              lost(offered, fate),
              fate.note() == null ? words : words + "; " + fate.note()));
    }
    return decisions;
  }

  private Fate fate(Offered offered) {
    Fate fate = done.fates().apply(offered.name());
    return switch (ruling.ruling().kind()) {
      case KEEP, TAKE -> fate == null ? Fate.of(Result.KEPT) : fate;
      case MERGE -> Fate.of(merged(offered, fate));
    };
  }

  private Result merged(Offered offered, @Nullable Fate fate) {
    if (fate == null || !fate.result().isApplied()) {
      return Result.KEPT;
    }
    boolean isSame =
        offered.operator() == Operator.SET
            && !offered.name().equals(DecisionFacts.ENTITY)
            && Objects.equals(offered.value(), after(offered.name()));
    return isSame ? Result.SET : Result.MERGED;
  }

  /** The value that is not there: what was offered, or what it replaced. */
  private @Nullable Value lost(Offered offered, Fate fate) {
    boolean isTaken = fate.result().isApplied() && fate.result() != Result.MERGED;
    if (!isTaken) {
      return offered.value();
    }
    return offered.operator() == Operator.SET ? before(offered.name()) : null;
  }

  /** What the ruling itself did, with the values before and after. */
  List<AuditedFacts> ofItself() {
    var offers = new LinkedHashMap<String, Offered>();
    offers().forEach(offered -> offers.put(offered.name(), offered));
    Set<String> names = new LinkedHashSet<>();
    switch (ruling.ruling().kind()) {
      case KEEP, TAKE -> names.addAll(offers.keySet());
      case MERGE -> {
        if (ruling.conflict().whole()) {
          names.add(DecisionFacts.ENTITY);
        }
      }
    }
    names.addAll(done.touched());
    var audited = new ArrayList<AuditedFacts>(names.size());
    for (String name : names) {
      Fate fate = done.fates().apply(name);
      DecisionFacts decision = fate == null ? null : own(name, fate, offers.get(name));
      audited.add(new AuditedFacts(name, before(name), after(name), decision));
    }
    return audited;
  }

  private DecisionFacts own(String name, Fate fate, @Nullable Offered offered) {
    boolean isKept = !fate.result().isApplied();
    boolean isReplaced = !isKept && !Objects.equals(before(name), after(name));
    Value replaced = isReplaced && fate.result() == Result.SET ? before(name) : null;
    String words = "conflict " + ruling.conflict().id();
    return new DecisionFacts(
        name,
        fate.result(),
        MergePolicy.MANUAL,
        false,
        isKept ? ruling.conflict().stamp() : presentStamp(name),
        isKept && offered != null ? offered.value() : replaced,
        fate.note() == null ? words : words + "; " + fate.note());
  }

  /** Both sides of the dispute and who won. */
  List<ContenderFacts> contenders() {
    var contenders = new ArrayList<ContenderFacts>();
    for (Offered offered : offers()) {
      Stamp present = presentStamp(offered.name());
      contenders.add(
          new ContenderFacts(
              offered.name(),
              MergePolicy.MANUAL,
              before(offered.name()),
              present,
              offered.value(),
              offered.operator(),
              after(offered.name()),
              winner(present)));
    }
    return contenders;
  }

  private String winner(@Nullable Stamp present) {
    return switch (ruling.ruling().kind()) {
      case KEEP -> present == null ? "" : present.mutationId().value();
      case TAKE -> ruling.conflict().stamp().mutationId().value();
      case MERGE -> ruling.ruling().id();
    };
  }

  /** What waited by attribute, in order; the entity as a whole comes first. */
  private List<Offered> offers() {
    OpenConflict conflict = ruling.conflict();
    var offers = new ArrayList<Offered>();
    if (conflict.whole()) {
      boolean ends = conflict.operation() == OperationType.DELETE;
      offers.add(new Offered(DecisionFacts.ENTITY, ends ? Operator.REMOVE : Operator.SET, null));
    }
    Map<String, List<Change>> byName = new LinkedHashMap<>();
    for (Change change : conflict.changes()) {
      byName.computeIfAbsent(change.attribute(), name -> new ArrayList<>()).add(change);
    }
    byName.forEach((name, changes) ->
        offers.add(new Offered(name, changes.get(0).operator(), AttributePass.offered(changes))));
    return offers;
  }

  private @Nullable Stamp presentStamp(String name) {
    if (name.equals(DecisionFacts.ENTITY)) {
      return ruling.conflict().found().against();
    }
    AttributeState present = ruling.state().attributes().get(place(name));
    return present == null ? null : present.stamp();
  }

  private @Nullable Value before(String name) {
    return value(ruling.state(), name);
  }

  private @Nullable Value after(String name) {
    return value(next, name);
  }

  /** The value as anybody sees it. */
  private @Nullable Value value(EntityState state, String name) {
    return state.deleted() || name.equals(DecisionFacts.ENTITY)
        ? null
        : state.value(ruling.type(), place(name));
  }

  private int place(String name) {
    return AttributePass.place(ruling.type().attributes(), name);
  }
}
